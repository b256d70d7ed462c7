//! Sizes that read well.

use crate::tree;

fn lines_of_rust() -> Vec<(usize, String)> {
    let mut sizes: Vec<_> = tree::files()
        .into_iter()
        .filter(|file| file.ends_with(".rs"))
        .map(|file| (tree::read(&file).lines().count(), file))
        .collect();
    sizes.sort();
    sizes
}

#[test]
fn no_file_is_a_hall() {
    let halls: Vec<_> = lines_of_rust().into_iter().filter(|(lines, _)| *lines > 500).collect();
    assert!(halls.is_empty(), "over 500 lines: {halls:#?}");
}

#[test]
fn nine_files_in_ten_are_rooms() {
    let sizes = lines_of_rust();
    let (ninth, _) = &sizes[sizes.len() * 9 / 10];
    let (median, _) = &sizes[sizes.len() / 2];
    assert!(*ninth <= 280, "nine in ten should be under 280 lines, the limit is at {ninth}");
    assert!(*median <= 120, "the median should be under 120 lines, it is {median}");
}
