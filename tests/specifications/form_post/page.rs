use crate::world::callback::Mode;

specification!(
    a_code_comes_in_a_form_when_asked,
    "Form Post §2 MUST: parameters are HTML form values that are transmitted by POST to the redirect URI",
    [FormPost],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("response_mode", "form_post");
        let callback = client.authorize(&request).await;
        assert_eq!((callback.mode, callback.to.as_str()), (Mode::FormPost, client.redirect_uri()));
        assert_eq!(callback.get("state"), Some(request.get("state")));
        client.redeem(&callback, &request).await.ok();
    }
);

specification!(
    values_of_the_form_are_data,
    "Form Post §5 MUST: values are encoded for HTML, so that a state is no markup",
    [FormPost],
    async |target| {
        let client = target.client().await;
        let state = "\"><script>alert(1)</script><input value=\"";
        let callback =
            client.authorize(&client.request().with("response_mode", "form_post").with("state", state)).await;
        assert_eq!(callback.get("state"), Some(state));
    }
);

// requirement: A16
specification!(
    the_form_is_kept_by_nobody,
    "Form Post §5 MUST: the page with the form is not cached",
    [FormPost],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("response_mode", "form_post");
        let browser = target.session().await;
        let mut answer = browser.get(client.address(&request)).await;
        while let Some(next) = answer.location() {
            answer = browser.get(next).await;
        }
        assert!(answer.is_html(), "{} {}", answer.status, answer.header("content-type"));
        assert!(answer.header("cache-control").contains("no-store"), "{}", answer.header("cache-control"));
        let code = answer.body.split("name=\"code\"").count();
        assert_eq!(code, 2, "{}", answer.body);
    }
);

specification!(
    the_form_has_a_button_for_a_browser_without_scripts,
    "Form Post §2 SHOULD: a user agent without scripts can submit the form",
    [FormPost],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("response_mode", "form_post");
        let browser = target.session().await;
        let mut answer = browser.get(client.address(&request)).await;
        while let Some(next) = answer.location() {
            answer = browser.get(next).await;
        }
        assert!(answer.body.contains("<button") || answer.body.contains("type=\"submit\""), "{}", answer.body);
    }
);
