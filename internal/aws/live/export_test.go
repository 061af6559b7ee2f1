package live

// Cut is what is recorded of an operation's output.
var Cut = cut
