use super::*;
use crate::client::CnfForm;

fn bound(form: CnfForm) -> Client {
    let mut client = client();
    client.tokens.certificate_bound = true;
    client.tokens.cnf_form = form;
    client
}

// requirement: T05 T07
#[tokio::test]
async fn a_client_bound_to_its_certificate_gets_tokens_over_mutual_tls_alone() {
    let bench = Bench::new();
    let params = Parameters::default();
    let plain = BackChannelCall::plain(&params, "192.0.2.1");
    let shown = [b"leaf".to_vec()];
    for (form, length) in [(CnfForm::Rfc8705, 43), (CnfForm::AnsHex, 88)] {
        let client = bound(form);
        let call = BackChannelCall { certificate: &shown, ..plain };
        match bench.senders.prove(&client, &call).await.unwrap() {
            Some(Confirmation::X5tS256(written)) => assert_eq!(written.len(), length),
            other => panic!("{other:?}"),
        }
        assert_eq!(word(&bench.senders.prove(&client, &plain).await.unwrap_err()), "invalid_request");
    }
}

#[tokio::test]
async fn a_token_is_bound_in_one_way() {
    let bench = Bench::new();
    let params = Parameters::default();
    let (shown, proof) = ([b"leaf".to_vec()], [bench.key.proof(&bench.claims(Place::Token))]);
    let plain = BackChannelCall::plain(&params, "192.0.2.1");
    let call = BackChannelCall { certificate: &shown, dpop: &proof, url: TOKEN, ..plain };
    let refusal = bench.senders.prove(&bound(CnfForm::Rfc8705), &call).await.unwrap_err();
    assert_eq!(word(&refusal), "invalid_request");
}

#[tokio::test]
async fn a_certificate_that_nobody_asked_for_binds_nothing() {
    let bench = Bench::new();
    let params = Parameters::default();
    let shown = [b"leaf".to_vec()];
    let call = BackChannelCall { certificate: &shown, ..BackChannelCall::plain(&params, "192.0.2.1") };
    assert_eq!(bench.senders.prove(&client(), &call).await.unwrap(), None);
}
