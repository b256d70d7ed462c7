use ambient::Seconds;
use idp_core::grant::Grants;
use idp_core::logout::{Notice, NoticeId, NoticeState, Notices};
use idp_core::session::SessionId;
use idp_core::signal::{
    Change, Delivered, Method, SecurityEvent, Signal, SignalEvent, SignalId, SignalOutbox, SignalState, Status, Stream,
    StreamId, Streams, SubjectId,
};

use crate::bench::{NOW, SqlBench};
use crate::samples::{emission, grant, personne, refresh};

crate::on_both_engines!(
    a_client_has_one_stream,
    a_signal_waits_until_it_is_settled_on_its_own_stream,
    only_an_enabled_push_stream_is_pushed_to,
    a_disabled_stream_forgets_and_a_removed_one_takes_everything_along,
    a_notice_is_heard_once_with_its_signals,
    a_subject_is_muted_and_heard_again,
    a_stream_mutes_so_many_subjects_and_no_more,
    the_oldest_of_what_nobody_comes_for_is_forgotten,
    the_sessions_of_a_person_are_those_with_a_grant,
    a_receipt_is_purged_in_time_and_what_waits_is_not,
);

fn stream(status: Status, method: Method) -> Stream {
    Stream {
        id: StreamId::from("stream"),
        client: "dui".into(),
        method,
        events: vec![SignalEvent::SESSION_REVOKED.to_owned()],
        description: Some("Été".to_owned()),
        status,
        reason: None,
    }
}

fn push() -> Method {
    Method::Push { url: "https://rp.example/".to_owned() }
}

fn signal(number: usize) -> Signal {
    let event = SignalEvent::CredentialChange { change: Change::Create, at: NOW };
    Signal {
        id: SignalId::from(format!("signal-{number}")),
        origin: format!("origin-{number}"),
        stream: StreamId::from("stream"),
        event: SecurityEvent::new(SubjectId::IssSub { iss: "i".into(), sub: "s".into() }, &event),
        queued_at: NOW,
        attempts: 0,
        next_at: NOW,
    }
}

async fn a_client_has_one_stream(bench: SqlBench) {
    let store = bench.open().await;
    let first = stream(Status::Enabled, push());
    assert!(store.create(&first).await.unwrap());
    assert!(!store.create(&Stream { id: StreamId::from("second"), ..first.clone() }).await.unwrap());
    assert_eq!(store.of_client(&"dui".into()).await.unwrap(), Some(first.clone()));
    assert_eq!(store.stream(&first.id).await.unwrap(), Some(first));
    assert_eq!(store.stream(&StreamId::from("second")).await.unwrap(), None);
}

async fn a_signal_waits_until_it_is_settled_on_its_own_stream(bench: SqlBench) {
    let store = bench.open().await;
    store.create(&stream(Status::Enabled, Method::Poll)).await.unwrap();
    SignalOutbox::queue(&*store, &[signal(1), signal(2)]).await.unwrap();
    SignalOutbox::queue(&*store, &[Signal { id: SignalId::from("again"), ..signal(1) }]).await.unwrap();
    let id = StreamId::from("stream");
    assert_eq!(store.waiting(&id, 10).await.unwrap(), [signal(1), signal(2)]);
    let delivered = Delivered { state: SignalState::Delivered, at: NOW, next_at: NOW };
    assert!(!SignalOutbox::settle(&*store, &StreamId::from("other"), &signal(1).id, &delivered).await.unwrap());
    assert!(SignalOutbox::settle(&*store, &id, &signal(1).id, &delivered).await.unwrap());
    assert!(!SignalOutbox::settle(&*store, &id, &signal(1).id, &delivered).await.unwrap());
    assert_eq!(store.waiting(&id, 10).await.unwrap(), [signal(2)]);
}

async fn only_an_enabled_push_stream_is_pushed_to(bench: SqlBench) {
    let store = bench.open().await;
    store.create(&stream(Status::Paused, push())).await.unwrap();
    SignalOutbox::queue(&*store, &[signal(1)]).await.unwrap();
    assert_eq!(store.to_push(NOW, 10, 10).await.unwrap(), []);
    store.save(&stream(Status::Enabled, Method::Poll)).await.unwrap();
    assert_eq!(store.to_push(NOW, 10, 10).await.unwrap(), []);
    store.save(&stream(Status::Enabled, push())).await.unwrap();
    let due = store.to_push(NOW, 10, 10).await.unwrap();
    assert_eq!(due, [signal(1)]);
    assert!(SignalOutbox::claim(&*store, &due[0], NOW.plus(Seconds(60))).await.unwrap());
    assert!(!SignalOutbox::claim(&*store, &due[0], NOW.plus(Seconds(60))).await.unwrap(), "another node has it");
    assert_eq!(store.to_push(NOW, 10, 10).await.unwrap(), []);
    assert_eq!(store.to_push(NOW.plus(Seconds(60)), 10, 10).await.unwrap()[0].attempts, 1);
}

async fn a_disabled_stream_forgets_and_a_removed_one_takes_everything_along(bench: SqlBench) {
    let store = bench.open().await;
    let id = StreamId::from("stream");
    store.create(&stream(Status::Enabled, Method::Poll)).await.unwrap();
    SignalOutbox::queue(&*store, &[signal(1)]).await.unwrap();
    store.save(&stream(Status::Disabled, Method::Poll)).await.unwrap();
    assert_eq!(store.waiting(&id, 10).await.unwrap(), []);
    SignalOutbox::queue(&*store, &[signal(2)]).await.unwrap();
    store.remove(&id).await.unwrap();
    SignalOutbox::queue(&*store, &[signal(3)]).await.unwrap();
    assert!(store.create(&stream(Status::Enabled, Method::Poll)).await.unwrap());
    assert_eq!(store.waiting(&id, 10).await.unwrap(), []);
}

async fn a_notice_is_heard_once_with_its_signals(bench: SqlBench) {
    let store = bench.open().await;
    store.create(&stream(Status::Enabled, Method::Poll)).await.unwrap();
    let notice = Notice {
        id: NoticeId::from("notice"),
        origin: "session:s:dui".to_owned(),
        session: SessionId::from("s"),
        client: "dui".into(),
        subject: "sub".to_owned(),
        queued_at: NOW,
        state: NoticeState::Unaddressed,
        attempts: 0,
        next_at: NOW,
        status: None,
        settled_at: None,
    };
    Notices::queue(&*store, std::slice::from_ref(&notice)).await.unwrap();
    assert_eq!(store.unheard(10).await.unwrap(), std::slice::from_ref(&notice));
    store.heard(&notice, &[signal(1)]).await.unwrap();
    assert_eq!(store.unheard(10).await.unwrap(), []);
    assert_eq!(store.waiting(&StreamId::from("stream"), 10).await.unwrap(), [signal(1)]);
}

async fn a_subject_is_muted_and_heard_again(bench: SqlBench) {
    let store = bench.open().await;
    let id = StreamId::from("stream");
    store.create(&stream(Status::Enabled, Method::Poll)).await.unwrap();
    for _ in 0..2 {
        assert!(store.mute(&id, "sub", 2).await.unwrap());
        assert!(store.muted(&id, "sub").await.unwrap());
    }
    store.unmute(&id, "sub").await.unwrap();
    assert!(!store.muted(&id, "sub").await.unwrap());
}

async fn a_stream_mutes_so_many_subjects_and_no_more(bench: SqlBench) {
    let store = bench.open().await;
    let id = StreamId::from("stream");
    assert!(!store.mute(&id, "sub", 2).await.unwrap(), "there is no such stream");
    store.create(&stream(Status::Enabled, Method::Poll)).await.unwrap();
    for (sub, taken) in [("1", true), ("2", true), ("3", false), ("2", true)] {
        assert_eq!(store.mute(&id, sub, 2).await.unwrap(), taken, "{sub}");
        assert_eq!(store.muted(&id, sub).await.unwrap(), taken, "{sub}");
    }
    store.unmute(&id, "1").await.unwrap();
    assert!(store.mute(&id, "3", 2).await.unwrap());
    store.remove(&id).await.unwrap();
    assert!(!store.muted(&id, "3").await.unwrap(), "it goes with its stream");
}

async fn the_oldest_of_what_nobody_comes_for_is_forgotten(bench: SqlBench) {
    let store = bench.open().await;
    let id = StreamId::from("stream");
    store.create(&stream(Status::Enabled, Method::Poll)).await.unwrap();
    let queued = |number: usize| Signal { queued_at: NOW.plus(Seconds(number as i64)), ..signal(number) };
    SignalOutbox::queue(&*store, &[queued(1), queued(2), queued(3), queued(4)]).await.unwrap();
    let delivered = Delivered { state: SignalState::Delivered, at: NOW, next_at: NOW };
    assert!(SignalOutbox::settle(&*store, &id, &signal(4).id, &delivered).await.unwrap());
    assert_eq!(store.overfull(3).await.unwrap(), []);
    assert_eq!(store.overfull(2).await.unwrap(), std::slice::from_ref(&id));
    assert_eq!(store.forget_oldest(&id, 2).await.unwrap(), 1);
    assert_eq!(store.waiting(&id, 10).await.unwrap(), [queued(2), queued(3)]);
    assert_eq!(store.forget_oldest(&id, 2).await.unwrap(), 0);
}

async fn the_sessions_of_a_person_are_those_with_a_grant(bench: SqlBench) {
    let store = bench.open().await;
    assert_eq!(store.sessions_of(&personne()).await.unwrap(), []);
    store.open(&grant(1), &emission(1, "code:a"), Some(&refresh(1, "r1"))).await.unwrap();
    assert_eq!(store.sessions_of(&personne()).await.unwrap(), [SessionId::from("session")]);
}

async fn a_receipt_is_purged_in_time_and_what_waits_is_not(bench: SqlBench) {
    let store = bench.open().await;
    let (id, session) = (StreamId::from("stream"), Seconds::hours(4));
    store.create(&stream(Status::Enabled, Method::Poll)).await.unwrap();
    SignalOutbox::queue(&*store, &[signal(1), signal(2)]).await.unwrap();
    let later = NOW.plus(Seconds::hours(6));
    let delivered = Delivered { state: SignalState::Delivered, at: later, next_at: later };
    assert!(SignalOutbox::settle(&*store, &id, &signal(1).id, &delivered).await.unwrap());
    assert_eq!(store.purge(later, session).await.unwrap().signals, 0, "it was queued long ago, and settled now");
    SignalOutbox::queue(&*store, &[Signal { id: SignalId::from("again"), ..signal(1) }]).await.unwrap();
    assert_eq!(store.waiting(&id, 10).await.unwrap(), [signal(2)], "nobody hears it again meanwhile");
    assert_eq!(store.purge(later.plus(Seconds::hours(6)), session).await.unwrap().signals, 1);
    assert_eq!(store.waiting(&id, 10).await.unwrap(), [signal(2)]);
}
