"""What helps an operator answer: drafted answers to what citizens write, and the record of what became of them."""
