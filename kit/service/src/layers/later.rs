use axum::response::Response;
use http::StatusCode;
use http::header::{HeaderValue, RETRY_AFTER};

/// Who was told to wait hears how long (RFC 6585 §4, RFC 9110 §10.2.3), in seconds. What knows better said so itself.
pub fn told(mut answer: Response) -> Response {
    let wait = match answer.status() {
        StatusCode::TOO_MANY_REQUESTS => "60",
        StatusCode::SERVICE_UNAVAILABLE => "5",
        _ => return answer,
    };
    answer.headers_mut().entry(RETRY_AFTER).or_insert(HeaderValue::from_static(wait));
    answer
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn answered(status: StatusCode, wait: Option<&str>) -> Option<String> {
        let mut answer = Response::builder().status(status);
        if let Some(wait) = wait {
            answer = answer.header(RETRY_AFTER, wait);
        }
        let told = told(answer.body(Body::empty()).unwrap());
        told.headers().get(RETRY_AFTER).map(|wait| wait.to_str().unwrap().to_owned())
    }

    #[test]
    fn whoever_must_wait_hears_how_long() {
        assert_eq!(answered(StatusCode::TOO_MANY_REQUESTS, None).as_deref(), Some("60"));
        assert_eq!(answered(StatusCode::SERVICE_UNAVAILABLE, None).as_deref(), Some("5"));
    }

    #[test]
    fn who_knows_better_is_not_contradicted_and_others_hear_nothing() {
        assert_eq!(answered(StatusCode::TOO_MANY_REQUESTS, Some("900")).as_deref(), Some("900"));
        assert_eq!(answered(StatusCode::OK, None), None);
        assert_eq!(answered(StatusCode::FORBIDDEN, None), None);
    }
}
