"""The register of a force's areas for improvement: finding, adding, linking and handing over."""
