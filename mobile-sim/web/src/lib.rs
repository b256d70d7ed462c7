//! mobile-sim-web
