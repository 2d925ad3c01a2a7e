"""What those who run the product see of it: work in the background, and whether it is well; never what is inspected."""
