//! What is asked again and again until it is refused.

use std::time::{Duration, Instant};

use super::scene::{Granted, Scene};

/// What was not refused or told by then is written down as this.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// Between two questions; no figure is finer than that.
const PAUSE: Duration = Duration::from_millis(5);

/// From the moment in which `act` is sent to the last of six: two tokens refused at two doors, two services told.
pub async fn last(scene: &Scene, granted: &Granted, act: impl Future<Output = ()>) -> Duration {
    let tokens = [granted.text(0, "access_token"), granted.text(1, "access_token")];
    for (place, token) in tokens.into_iter().enumerate() {
        assert_eq!(scene.userinfo(place, token).await.status, 200, "before the act");
        assert_eq!(scene.introspected(place, token).await, Some(true), "before the act");
    }
    let began = Instant::now();
    let refused = async |place: usize| {
        let asked = until(began, async || scene.userinfo(place, tokens[place]).await.status == 401);
        let introspected = until(began, async || scene.introspected(place, tokens[place]).await == Some(false));
        let told = told(scene, granted, (place, began));
        let (asked, introspected, told) = tokio::join!(asked, introspected, told);
        asked.max(introspected).max(told)
    };
    let ((), first, second) = tokio::join!(act, refused(0), refused(1));
    first.max(second)
}

async fn until(began: Instant, refused: impl AsyncFn() -> bool) -> Duration {
    while !refused().await {
        if began.elapsed() >= PATIENCE {
            return PATIENCE;
        }
        tokio::time::sleep(PAUSE).await;
    }
    began.elapsed()
}

/// By the time at which the token came in, not at which somebody looked.
async fn told(scene: &Scene, granted: &Granted, (place, began): (usize, Instant)) -> Duration {
    while began.elapsed() < PATIENCE {
        if let Some(at) = scene.notices.of(place, &granted.sid) {
            return at.saturating_duration_since(began);
        }
        tokio::time::sleep(PAUSE).await;
    }
    PATIENCE
}
