//! What is switched while the service runs lasts, and is the same for all nodes.

use idp_core::assurance::Behaviour;
use idp_core::claims::subject::SubjectForm;
use idp_core::client::{ClientId, Rehearsal, Rehearsals as _};

use crate::bench::SqlBench;

crate::on_both_engines!(a_switch_is_seen_on_the_other_node_and_an_empty_one_ends_it);

async fn a_switch_is_seen_on_the_other_node_and_an_empty_one_ends_it(bench: SqlBench) {
    let (here, there) = (bench.open().await, bench.open().await);
    let dui = ClientId::from("dui");
    let realm = Rehearsal { levels: Some(Behaviour::Eidas2Niveau), subject: Some(SubjectForm::Psi) };
    let own = Rehearsal { levels: Some(Behaviour::Eidas3Carte), subject: None };
    assert!(there.playing().await.unwrap().is_empty());
    here.rehearse(None, realm).await.unwrap();
    here.rehearse(Some(&dui), realm).await.unwrap();
    here.rehearse(Some(&dui), own).await.unwrap();
    assert_eq!(there.playing().await.unwrap(), [(None, realm), (Some(dui.clone()), own)]);
    there.rehearse(None, Rehearsal::default()).await.unwrap();
    assert_eq!(here.playing().await.unwrap(), [(Some(dui), own)]);
}
