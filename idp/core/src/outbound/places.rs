use std::collections::HashMap;

/// Places for calls under way to addresses of clients: one that does not answer holds few of them, however much waits for
/// it, and the others are told meanwhile.
pub struct Places {
    all: u32,
    taken: HashMap<String, u32>,
}

impl Places {
    /// For one client.
    pub const EACH: u32 = 2;

    /// So many in all; whose calls are under way.
    pub fn new<'a>(all: u32, under_way: impl IntoIterator<Item = &'a String>) -> Self {
        let mut taken = HashMap::new();
        for whose in under_way {
            *taken.entry(whose.clone()).or_default() += 1;
        }
        Self { all, taken }
    }

    pub fn free(&self) -> u32 {
        self.all.saturating_sub(self.taken.values().sum())
    }

    /// How many things that are due fill what is free, [`Self::EACH`] a client, those passed over that hold theirs already.
    pub fn to_look_at(&self) -> u32 {
        let passed_over = u32::try_from(self.taken.len()).unwrap_or(self.all).saturating_mul(Self::EACH);
        self.free().saturating_add(passed_over)
    }

    /// `false`: none is left, or none for this one.
    pub fn take(&mut self, whose: &str) -> bool {
        if self.free() == 0 {
            return false;
        }
        let taken = self.taken.entry(whose.to_owned()).or_default();
        let left = *taken < Self::EACH;
        *taken += u32::from(left);
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_holds_few_places_and_all_hold_no_more_than_there_are() {
        let under_way = ["slow".to_owned(), "slow".to_owned(), "dmp".to_owned()];
        let mut places = Places::new(5, &under_way);
        assert_eq!((places.free(), places.to_look_at()), (2, 6));
        assert!(!places.take("slow"), "both of its places wait for it");
        assert!(places.take("dmp") && !places.take("dmp"));
        assert!(places.take("dui") && !places.take("labo"), "none is left");
    }
}
