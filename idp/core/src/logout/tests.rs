mod bench;
mod delivery;
mod ends;
mod watch;
