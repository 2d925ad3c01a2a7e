"""What those who run the product see of it: work in the background, and whether it is ready; never what is inspected."""
