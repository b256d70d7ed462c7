//! The databases of a service, looked at before it opens them: reachable, writable, with the tables of this version, on the same clock.

use ambient::{Ambient, Timestamp};
use database::{Examined, Owner};

use super::{Said, clock};

/// What became of each look, by the key of the configuration.
pub type Looks<'a> = &'a [(&'static str, &'a Result<Examined, String>)];

const OUT_OF_REACH: &str = "the database is out of reach";

pub fn sql(looks: Looks<'_>) -> Said {
    let said = |(key, examined): &(&str, &Result<Examined, String>)| match examined {
        Err(error) => Said::wrong(
            format!("{key}: {error}"),
            "check that the server runs, the address and password in the file, and the network in between",
        ),
        Ok(Examined { writable: Some(false), .. }) => Said::wrong(
            format!("{key}: it answers, and takes no writes"),
            "the address leads to a replica, or writes were stopped there: lead it to the first server (docs/nodes.md)",
        ),
        Ok(_) => Said::ok(*key),
    };
    Said::of(looks.iter().map(said).collect(), "reached, and takes writes")
}

pub fn migrations(looks: Looks<'_>) -> Said {
    let owners: Vec<&Owner> =
        looks.iter().filter_map(|&(_, examined)| examined.as_ref().ok()).flat_map(|one| &one.owners).collect();
    if owners.is_empty() {
        return Said::unseen(OUT_OF_REACH);
    }
    Said::of(owners.into_iter().map(of_owner).collect(), "those of this version")
}

fn of_owner(owner: &Owner) -> Said {
    let Owner { name, missing, changed, later, untouched } = owner;
    if *untouched {
        return Said::warning(format!("{name}: no table yet"), "start the service: the first start makes them");
    }
    if !changed.is_empty() {
        let remedy =
            "start the version that made these tables, or restore: this program and that database are strangers";
        return Said::wrong(format!("{name}: applied from another text: {changed:?}"), remedy);
    }
    if !missing.is_empty() {
        let remedy = "start the new version on one node: it applies them (docs/mise-a-niveau.md)";
        return Said::warning(format!("{name}: to be applied: {missing:?}"), remedy);
    }
    match later.is_empty() {
        true => Said::ok(*name),
        false => Said::warning(
            format!("{name}: a later version applied {later:?}"),
            "finish replacing the nodes, or know that this one is the version before (docs/mise-a-niveau.md)",
        ),
    }
}

/// The clock of the server that holds the rows, beside that of this machine.
pub fn clock(examined: &Result<Examined, String>, ambient: &Ambient) -> Said {
    match examined {
        Err(_) => Said::unseen(OUT_OF_REACH),
        Ok(Examined { clock: None, .. }) => Said::ok("the database is a file of this machine"),
        Ok(Examined { clock: Some(millis), at, .. }) => {
            let elapsed = i64::try_from(at.elapsed().as_millis()).unwrap_or(i64::MAX);
            let then = Timestamp::from_millis(millis.saturating_add(elapsed));
            clock::beside(ambient.now(), then, "the server of the database")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::Verdict;

    fn owner(change: impl FnOnce(&mut Owner)) -> Owner {
        let mut owner = Owner { name: "idp", missing: vec![], changed: vec![], later: vec![], untouched: false };
        change(&mut owner);
        owner
    }

    fn examined(writable: Option<bool>, owner: Owner) -> Result<Examined, String> {
        Ok(Examined { clock: None, at: Instant::now(), writable, owners: vec![owner] })
    }

    #[test]
    fn a_server_that_is_gone_or_only_reads_is_wrong() {
        let verdict = |look: &Result<Examined, String>| sql(&[("store.sql", look)]).verdict;
        assert_eq!(verdict(&examined(Some(true), owner(|_| ()))), Verdict::Ok);
        assert_eq!(verdict(&examined(None, owner(|_| ()))), Verdict::Ok, "nothing to try it on yet");
        assert_eq!(verdict(&examined(Some(false), owner(|_| ()))), Verdict::Wrong);
        assert_eq!(verdict(&Err("refused".to_owned())), Verdict::Wrong);
    }

    #[test]
    fn tables_of_another_text_are_wrong_and_those_of_another_version_a_warning() {
        let said = |owner: Owner| migrations(&[("store.sql", &examined(None, owner))]);
        assert_eq!(said(owner(|_| ())), Said::ok("those of this version"));
        assert_eq!(said(owner(|one| one.changed = vec![3])).verdict, Verdict::Wrong);
        for (change, told) in [
            (owner(|one| one.untouched = true), "no table yet"),
            (owner(|one| one.missing = vec![16]), "to be applied: [16]"),
            (owner(|one| one.later = vec![17]), "a later version applied [17]"),
        ] {
            let said = said(change);
            assert!(said.verdict == Verdict::Warning && said.says.contains(told), "{}", said.says);
        }
        assert!(migrations(&[("store.sql", &Err(String::new()))]).says.starts_with("not looked at"));
    }

    #[test]
    fn the_server_s_clock_is_taken_at_the_moment_at_which_it_was_read() {
        let own = Ambient::system();
        let mut look = examined(Some(true), owner(|_| ())).unwrap();
        assert_eq!(clock(&Ok(look.clone()), &own).verdict, Verdict::Ok, "a file");
        look.clock = Some(own.now().millis());
        assert_eq!(clock(&Ok(look.clone()), &own).verdict, Verdict::Ok);
        look.clock = Some(own.now().millis() - 300_000);
        assert_eq!(clock(&Ok(look), &own).verdict, Verdict::Wrong);
    }
}
