//! The rules of the house that a machine can keep: the floors, the sizes, the words that do not belong.

mod catalogue;
mod events;
mod floors;
mod requirements;
mod sizes;
mod tree;
mod words;
