"""One force against one edition, made of entries: ratings with what they rest on, findings, and the proposal."""
