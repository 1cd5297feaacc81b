//! The ground that every feature stands on: headers, sessions, limits, cross-site requests, health.

use crate::harness::{PASSWORD, World};
use axum::body::Body;
use chrono::Duration;

#[tokio::test]
async fn health_names_engine_and_version() {
    let world = World::new().await;
    let answer = world.anonymous().get("/health").await;
    answer.is(200).says("\"status\":\"ok\"").says(cooperade::platform::db::ENGINE);
    #[cfg(feature = "sqlite")]
    {
        let version = world.state.db.engine_version().await.expect("a version");
        let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
        assert!(parts >= vec![3, 51, 3], "SQLite {version} can corrupt its log");
    }
}

#[tokio::test]
async fn every_answer_is_protected() {
    let world = World::new().await;
    for path in ["/sign-in", "/health", "/nowhere", "/me", "/icons.svg"] {
        let answer = world.anonymous().get(path).await;
        for name in [
            "content-security-policy",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
            "x-robots-tag",
            "cache-control",
        ] {
            assert!(!answer.header(name).is_empty(), "{path} has no {name}");
        }
    }
    world.anonymous().get("/nowhere").await.is(404);
}

#[tokio::test]
async fn a_page_without_an_island_carries_no_script() {
    let world = World::new().await;
    world.anonymous().get("/sign-in").await.is(200).never_says("<script").says("</html>");
}

#[tokio::test]
async fn every_page_has_its_own_nonce() {
    let world = World::new().await;
    let policy = |answer: &crate::harness::Answer| answer.header("content-security-policy").to_owned();
    let first = policy(&world.anonymous().get("/sign-in").await);
    let second = policy(&world.anonymous().get("/sign-in").await);
    assert!(first.contains("'nonce-") && !first.contains("unsafe-inline") && first != second, "{first}");
}

#[tokio::test]
async fn signing_in_opens_a_session_and_out_ends_it() {
    let world = World::new().await;
    let form = [("login", "Owner-ours"), ("password", PASSWORD), ("next", "/me")];
    let answer = world.anonymous().submit("/sign-in", "/api/people/sign-in", &form).await;
    answer.is(302);
    assert_eq!(answer.location(), "/me");
    let cookie = answer.cookie().expect("a session");
    let line = answer.headers.get("set-cookie").and_then(|v| v.to_str().ok()).unwrap_or_default();
    for part in ["__Host-", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(line.contains(part), "{line}");
    }
    let me = world.with_cookie(&cookie);
    me.get("/sign-out").await.is(200);
    me.submit("/sign-out", "/api/people/sign-out", &[]).await.is(302);
    me.get("/sign-out").await.is(302);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_look_alike() {
    let world = World::new().await;
    let mut bodies = Vec::new();
    for login in ["owner-ours", "nobody-at-all"] {
        let form = [("login", login), ("password", "not this one"), ("next", "")];
        let answer = world.anonymous().call("/api/people/sign-in", &form).await;
        answer.is(422);
        bodies.push(answer.body);
        let page = world.anonymous().tell("/sign-in", "/api/people/sign-in", &form).await;
        page.is(200).says("ne vont pas ensemble").says(&format!("value=\"{login}\"")).never_says("not this one");
    }
    assert_eq!(bodies[0], bodies[1]);
}

#[tokio::test]
async fn the_sixth_try_waits_a_minute_and_a_restart_forgets_nothing() {
    let world = World::new().await;
    let form = [("login", "owner-ours"), ("password", "wrong"), ("next", "")];
    for _ in 0..5 {
        world.anonymous().call("/api/people/sign-in", &form).await.is(422);
    }
    world.anonymous().call("/api/people/sign-in", &form).await.is(429);
    let right = [("login", "owner-ours"), ("password", PASSWORD), ("next", "")];
    world.anonymous().call("/api/people/sign-in", &right).await.is(429);
    world.owner().get("/sign-out").await.is(200);
    world.clock.advance(Duration::minutes(1));
    world.anonymous().call("/api/people/sign-in", &right).await.is(200);
}

#[tokio::test]
async fn sessions_run_out_and_nothing_planted_opens_one() {
    let world = World::new().await;
    world.owner().get("/sign-out").await.is(200);
    world.clock.advance(Duration::minutes(61));
    world.owner().get("/sign-out").await.is(302);
    world.with_cookie("__Host-coop=planted").get("/sign-out").await.is(302);
    world.visitor("lapsed").get("/sign-out").await.is(302);
}

#[tokio::test]
async fn other_sites_cannot_write() {
    let world = World::new().await;
    let cases: [(&[(&str, &str)], u16); 7] = [
        (&[("sec-fetch-site", "same-origin")], 200),
        (&[("sec-fetch-site", "none")], 200),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", "http://coop.test")], 200),
        (&[("origin", "https://evil.test")], 403),
        (&[("origin", "null")], 403),
    ];
    for (headers, status) in cases {
        let mut request = axum::http::Request::builder()
            .method("POST")
            .uri("/language")
            .header("host", "coop.test")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("content-length", "11");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = world.anonymous().send(request.body(Body::from("language=fr")).expect("a request")).await;
        let passes = answer.status.as_u16() != 403;
        assert_eq!(passes, status == 200, "{headers:?}: {}", answer.status);
    }
    let bare = axum::http::Request::builder().method("POST").uri("/api/people/sign-out").header("host", "coop.test");
    let cookie = world.owner().request("GET", "/").body(Body::empty()).expect("a request").headers()["cookie"].clone();
    let bare = bare.header("cookie", cookie).header("content-length", "0").body(Body::empty()).expect("a request");
    world.owner().send(bare).await.is(403);
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let world = World::new().await;
    for next in ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)", "\\evil", "/%0d%0aevil"] {
        world.clock.advance(Duration::minutes(2));
        let form = [("login", "owner-ours"), ("password", PASSWORD), ("next", next)];
        let answer = world.anonymous().submit("/sign-in", "/api/people/sign-in", &form).await;
        assert!(
            answer.location().starts_with('/') && !answer.location().contains("evil.test"),
            "{next}: {}",
            answer.location()
        );
    }
    let request = world
        .owner()
        .request("POST", "/api/people/sign-out")
        .header("accept", "text/html")
        .header("referer", "https://evil.test/x");
    let answer = world.owner().send(crate::harness::with_form(request, &[("unknown", "1")])).await;
    assert!(answer.location().starts_with('/'), "{}", answer.location());
}

#[tokio::test]
async fn switching_the_language_keeps_what_was_typed() {
    let world = World::new().await;
    let fields = [("login", "half-typed"), ("password", "secret-secret"), ("next", ""), ("language", "en")];
    let answer = world.anonymous().submit("/sign-in?next=/me", "/language?form=people/sign-in", &fields).await;
    assert!(answer.location().starts_with("/sign-in?next=/me&draft="), "{}", answer.location());
    let page = world.anonymous().get(answer.location()).await;
    page.is(200).says("half-typed").never_says("secret-secret");
    let english = world.anonymous().request("GET", "/sign-in").header("cookie", "__Host-lang=en");
    world.anonymous().send(english.body(Body::empty()).expect("a request")).await.is(200).says("lang=\"en\"");
}

#[tokio::test]
async fn quick_exit_ends_the_session_and_clears_the_browser() {
    let world = World::new().await;
    let answer = world.owner().submit("/sign-out", "/exit", &[]).await;
    answer.is(200);
    assert!(answer.header("refresh").starts_with("0; url=https://"));
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\", \"cookies\"");
    world.owner().get("/sign-out").await.is(302);
}

#[tokio::test]
async fn a_form_sent_after_the_session_ran_out_is_given_back() {
    let world = World::new().await;
    let lapsed = world.visitor("lapsed");
    let answer = lapsed.submit("/sign-out", "/api/people/sign-out", &[]).await;
    assert!(answer.location().starts_with("/sign-in?refused=signed_out&next=/sign-out"), "{}", answer.location());
    let rows = world.count("select count(*) from draft where person is not null").await;
    assert_eq!(rows, 1);
}

#[tokio::test]
async fn the_audit_is_a_chain_without_names() {
    let world = World::new().await;
    world.owner().submit("/sign-out", "/api/people/sign-out", &[]).await.is(302);
    world.colleague().call("/api/people/sign-out", &[("unknown", "1")]).await.is(400);
    let (rows, broken) = cooperade::platform::audit::verify(world.state.db.read()).await.expect("rows");
    assert_eq!((rows, broken), (2, None));
    world.write("update audit set outcome = 'done' where id = 2").await.expect("written");
    let (_, broken) = cooperade::platform::audit::verify(world.state.db.read()).await.expect("rows");
    assert_eq!(broken, Some(2));
}

#[tokio::test]
async fn large_bodies_are_refused() {
    let world = World::new().await;
    let big = "x".repeat(300 * 1024);
    world.anonymous().call("/api/people/sign-in", &[("login", &big)]).await.is(413);
}
