//! Every specification, from outside.
