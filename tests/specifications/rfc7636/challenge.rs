use crate::world::*;

specification!(
    a_code_goes_with_the_verifier_of_its_challenge,
    "RFC 7636 §4.6 MUST: the values are compared and the code is refused with invalid_grant when they differ",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let other = Request { verifier: random(), ..request.clone() };
        client.redeem(&callback, &other).await.assert_refused(400, "invalid_grant");
        let (callback, request) = client.code().await;
        client.redeem(&callback, &request).await.ok();
    }
);
