//! mobile-sim-server
