//! People: coming in by a card, one's own account, the members of a cohort, and going without a trace.

use crate::harness::{Answer, PASSWORD, World, readable};
use chrono::Duration;
use cooperade::{
    app::people::store::{NewInvitation, insert_invitation},
    domain::cohort::Role,
    platform::{audit, token},
};
use std::{collections::BTreeSet, sync::Arc};
use uuid::Uuid;

const NEW: &str = "quatre-ciseaux-dans-un-tiroir";

fn newcomer<'f>(token: &'f str, login: &'f str) -> [(&'f str, &'f str); 4] {
    [("token", token), ("display_name", "Zaïna"), ("login", login), ("password", NEW)]
}

/// The cookie `name` that an answer sets, as a browser sends it back.
fn set(answer: &Answer, name: &str) -> Option<String> {
    let lines = answer.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    lines.map(|line| line.split(';').next().unwrap_or_default().to_owned()).find(|pair| pair.starts_with(name))
}

/// Signs in, and gives back the cookie.
async fn sign_in(world: &World, login: &str, password: &str) -> Option<String> {
    let answer = world.anonymous().call("/api/people/sign-in", &[("login", login), ("password", password)]).await;
    set(&answer, "__Host-coop=")
}

#[tokio::test]
async fn an_invitation_is_looked_at_and_used_once() {
    let world = World::new().await;
    let page = "/join/invitation-ours";
    for _ in 0..2 {
        world.anonymous().get(page).await.is(200).says("Rejoindre Atelier ours").says("Membre").says("12 caractères");
    }
    let joined = world.anonymous().submit(page, "/api/people/join", &newcomer("invitation-ours", "Zaïna")).await;
    joined.is(302);
    assert_eq!(joined.location(), "/cohorts/ours?notice=joined");
    let cookie = joined.cookie().expect("a session");
    world.with_cookie(&cookie).get("/me").await.is(200).says("zaina").says("Atelier ours");
    world.anonymous().get(page).await.is(404).says("Ce lien ne marche plus");
    let again = newcomer("invitation-ours", "autre");
    world.anonymous().tell(page, "/api/people/join", &again).await.is(404).says("Ce lien ne marche plus");
    assert_eq!(world.count("select count(*) from person where login in ('zaina', 'autre')").await, 1);
    assert_eq!(
        world.count("select count(*) from membership m join person p on p.id = m.person where p.login = 'zaina' and m.role = 'entrepreneur' and m.from_on = '2026-11-24'").await,
        1
    );
}

#[tokio::test]
async fn links_that_do_not_work_look_alike() {
    let world = World::new().await;
    let card = |token: &str| format!("/join/{token}");
    world.write("update invitation set revoked_at = made_at where expires_at > made_at").await.expect("written");
    let taken_back = world.anonymous().get(&card("invitation-ours")).await;
    world.write("update invitation set revoked_at = null, used_at = made_at").await.expect("written");
    let used = world.anonymous().get(&card("invitation-ours")).await;
    world.write("update invitation set used_at = null").await.expect("written");
    world.anonymous().get(&card("invitation-ours")).await.is(200);
    let edited = world.anonymous().get(&card("invitation-ourt")).await;
    world.clock.advance(Duration::hours(120));
    let old = world.anonymous().get(&card("invitation-ours")).await;
    let unknown = world.anonymous().get(&card("x")).await;
    let reset = world.anonymous().get("/reset/x").await;
    let seen: BTreeSet<_> =
        [taken_back, used, edited, old, unknown, reset].iter().map(|a| (a.status, readable(&a.body))).collect();
    assert_eq!(seen.len(), 1, "{seen:#?}");
    assert!(seen.iter().all(|(status, text)| *status == 404 && text.contains("Ce lien ne marche plus")));
    world.anonymous().call("/api/people/join", &newcomer("invitation-ours", "zaina")).await.is(404);
}

#[tokio::test]
async fn of_many_at_once_one_comes_in() {
    let world = Arc::new(World::new().await);
    let tries: Vec<_> = (0..20)
        .map(|n| {
            let world = world.clone();
            tokio::spawn(async move {
                let login = format!("zaina{n}");
                world.anonymous().call("/api/people/join", &newcomer("invitation-ours", &login)).await.status.as_u16()
            })
        })
        .collect();
    let mut seen = Vec::new();
    for one in tries {
        seen.push(one.await.expect("an answer"));
    }
    assert_eq!(seen.iter().filter(|status| **status == 200).count(), 1, "{seen:?}");
    assert_eq!(seen.iter().filter(|status| **status == 404).count(), 19, "{seen:?}");
    assert_eq!(world.count("select count(*) from person where login like 'zaina%'").await, 1);
}

#[tokio::test]
async fn joining_is_refused_at_its_fields_and_keeps_no_secret() {
    let world = World::new().await;
    let page = "/join/invitation-ours";
    for (name, login, password, words) in [
        ("", "zaina", NEW, "Répondez à cette question"),
        ("Zaïna", "za", NEW, "au moins 3 caractères"),
        ("Zaïna", "za ina", NEW, "lettres sans accent"),
        ("Zaïna", "Owner-ours", NEW, "déjà pris"),
        ("Zaïna", "zaina", "court", "12 caractères au moins"),
        ("Zaïna", "zaina", "aaaaaaaaaaaaaaaa", "trop facile à deviner"),
        ("Zaïna", "zaina", "", "Répondez à cette question"),
    ] {
        let form = [("token", "invitation-ours"), ("display_name", name), ("login", login), ("password", password)];
        world.anonymous().tell(page, "/api/people/join", &form).await.is(200).says(words).says(login);
    }
    assert_eq!(world.count("select count(*) from draft").await, 7);
    assert_eq!(world.count("select count(*) from draft where fields like '%invitation-ours%'").await, 0);
    assert_eq!(world.count(&format!("select count(*) from draft where fields like '%{NEW}%'")).await, 0);
    world.anonymous().get(page).await.is(200);
    let unknown = [("token", "invitation-ours"), ("role", "facilitator")];
    world.anonymous().call("/api/people/join", &unknown).await.is(400);
}

#[tokio::test]
async fn somebody_signed_in_joins_with_one_button() {
    let world = World::new().await;
    let page = "/join/invitation-ours";
    world.owner().get(page).await.is(200).says("Vous faites déjà partie").never_says("name=\"password\"");
    world.owner().call("/api/people/join", &[("token", "invitation-ours")]).await.is(200);
    world.visitor("stranger").get(page).await.is(200).says("Vous êtes CANARY-O").never_says("name=\"login\"");
    let joined = world.visitor("stranger").submit(page, "/api/people/join", &[("token", "invitation-ours")]).await;
    assert_eq!(joined.location(), "/cohorts/ours?notice=joined");
    assert_eq!(world.count("select count(*) from membership").await, 9);
    world.visitor("stranger").get(page).await.is(404);
}

#[tokio::test]
async fn an_invitation_without_cohort_lets_create_cohorts() {
    let world = World::new().await;
    for (token, least) in [("first-card", 15), ("second-card", 15)] {
        let invitation = NewInvitation {
            id: Uuid::now_v7(),
            token_hash: token::hash(token),
            cohort: None,
            role: Role::Facilitator,
            made_by: None,
            made_at: world.clock.now(),
        };
        let mut tx = world.state.db.begin().await.expect("a transaction");
        insert_invitation(&mut *tx, &invitation).await.expect("kept");
        tx.commit().await.expect("committed");
        world
            .anonymous()
            .get(&format!("/join/{token}"))
            .await
            .says("créer des groupes")
            .says(&format!("{least} caractères"));
    }
    let short = [("token", "first-card"), ("display_name", "Z"), ("login", "zaina"), ("password", "bobine-et-fil9")];
    world.anonymous().call("/api/people/join", &short).await.is(422).says("password_length");
    let joined =
        world.anonymous().submit("/join/first-card", "/api/people/join", &newcomer("first-card", "zaina")).await;
    assert_eq!(joined.location(), "/cohorts?notice=welcome");
    world.visitor("stranger").call("/api/people/join", &[("token", "second-card")]).await.is(200);
    let sql = "select count(*) from person where may_create_cohorts = true and login in ('zaina', 'owner-theirs')";
    assert_eq!(world.count(sql).await, 2);
}

#[tokio::test]
async fn a_card_is_shown_once_to_who_made_it() {
    let world = World::new().await;
    let session = sign_in(&world, "facilitator-ours", PASSWORD).await.expect("a session");
    let facilitator = world.with_cookie(&session);
    let from = "/cohorts/ours/members/invite";
    let key = Uuid::now_v7().to_string();
    let form = [("cohort", "ours"), ("key", key.as_str()), ("role", "entrepreneur")];
    let made = facilitator.submit(from, "/api/people/invite", &form).await;
    let card = set(&made, "__Host-card=").expect("a card");
    let link = card.trim_start_matches("__Host-card=").to_owned();
    assert!(!made.location().contains(&link), "{}", made.location());
    let both = format!("{session}; {card}");
    let page = world.with_cookie(&both).get(made.location()).await;
    page.is(200)
        .says(&format!("https://coop.test/join/{link}"))
        .says("<svg")
        .says("Membre")
        .says("dimanche 29 novembre");
    // Not without the cookie, not to another person, not to another facilitator, not for another invitation.
    facilitator.get(made.location()).await.is(200).never_says(&link).says("déjà été montré");
    world.with_cookie(&both).get(&format!("{from}?card={}", Uuid::now_v7())).await.never_says(&link);
    let neighbour = sign_in(&world, "facilitator-theirs", PASSWORD).await.expect("a session");
    let theirs = made.location().replace("ours", "theirs");
    world.with_cookie(&format!("{neighbour}; {card}")).get(&theirs).await.is(200).never_says(&link);
    assert_eq!(world.count(&format!("select count(*) from draft where fields like '%{link}%'")).await, 0);
    world.anonymous().get(&format!("/join/{link}")).await.is(200);

    // The same form again: one invitation, and the link that was never seen gives way to one that is.
    let again = facilitator.submit(from, "/api/people/invite", &form).await;
    let fresh = set(&again, "__Host-card=").expect("a card").trim_start_matches("__Host-card=").to_owned();
    assert_eq!(world.count("select count(*) from invitation").await, 3);
    world.anonymous().get(&format!("/join/{link}")).await.is(404);
    world.anonymous().get(&format!("/join/{fresh}")).await.is(200);

    facilitator.get(from).await.says("Cartes pas encore utilisées").says("Reprendre cette carte");
    let revoked = [("cohort", "ours"), ("invitation", key.as_str())];
    facilitator.tell(from, "/api/people/revoke-invitation", &revoked).await.says("L’invitation ne marche plus.");
    world.anonymous().get(&format!("/join/{fresh}")).await.is(404);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_link_handed_over() {
    let world = World::new().await;
    let session = sign_in(&world, "facilitator-ours", PASSWORD).await.expect("a session");
    let owner = world.id("owner");
    let from = format!("/cohorts/ours/members/{owner}");
    let form = [("cohort", "ours"), ("person", owner)];
    let made = world.with_cookie(&session).submit(&from, "/api/people/make-reset", &form).await;
    let card = set(&made, "__Host-card=").expect("a card");
    let link = card.trim_start_matches("__Host-card=").to_owned();
    let page = world.with_cookie(&format!("{session}; {card}")).get(made.location()).await;
    page.is(200).says(&format!("/reset/{link}")).says("owner-ours").says("mercredi 25 novembre");
    world.facilitator().get(made.location()).await.never_says(&link);

    let reset = format!("/reset/{link}");
    world.anonymous().get(&reset).await.is(200).says("owner-ours").says("12 caractères");
    let weak = [("token", link.as_str()), ("password", "aaaaaaaaaaaaaaaa")];
    world.anonymous().tell(&reset, "/api/people/reset-password", &weak).await.says("trop facile");
    let good = [("token", link.as_str()), ("password", NEW)];
    let done = world.anonymous().submit(&reset, "/api/people/reset-password", &good).await;
    assert_eq!(done.location(), "/sign-in?notice=password_reset");
    assert_eq!(done.cookie(), None, "nobody is signed in by a link");
    world.owner().get("/me").await.is(302);
    world.anonymous().get(&reset).await.is(404);
    world.anonymous().call("/api/people/reset-password", &good).await.is(404);
    assert_eq!(sign_in(&world, "owner-ours", PASSWORD).await, None);
    assert!(sign_in(&world, "owner-ours", NEW).await.is_some());
}

#[tokio::test]
async fn a_link_for_a_password_ends_after_a_day_and_when_another_is_made() {
    let world = World::new().await;
    let form = [("cohort", "ours"), ("person", world.id("owner"))];
    let mut links = Vec::new();
    for _ in 0..2 {
        let made = world.facilitator().submit("/cohorts/ours/members", "/api/people/make-reset", &form).await;
        links.push(set(&made, "__Host-card=").expect("a card").replace("__Host-card=", "/reset/"));
    }
    world.anonymous().get(&links[0]).await.is(404);
    world.anonymous().get(&links[1]).await.is(200);
    world.clock.advance(Duration::hours(24));
    world.anonymous().get(&links[1]).await.is(404);
}

#[tokio::test]
async fn no_link_lets_in_as_a_facilitator_of_another_cohort() {
    let world = World::new().await;
    let stranger = world.foreign["facilitator"].clone();
    let join = [("token", "invitation-ours")];
    world.visitor("neighbour").call("/api/people/join", &join).await.is(200);
    let form = [("cohort", "ours"), ("person", stranger.as_str())];
    world.facilitator().call("/api/people/make-reset", &form).await.is(403);
    world
        .facilitator()
        .get(&format!("/cohorts/ours/members/{stranger}"))
        .await
        .is(200)
        .says("accompagne aussi un autre groupe");
    assert_eq!(world.count("select count(*) from password_reset").await, 0);
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let world = World::new().await;
    let form = |current, new| [("current_password", current), ("new_password", new)];
    let page = "/me/password";
    world
        .owner()
        .tell(page, "/api/people/change-password", &form("faux", NEW))
        .await
        .says("pas votre mot de passe actuel");
    world
        .owner()
        .tell(page, "/api/people/change-password", &form(PASSWORD, "court"))
        .await
        .says("12 caractères au moins");
    let here = sign_in(&world, "owner-ours", PASSWORD).await.expect("a session");
    let changed = world.with_cookie(&here).submit(page, "/api/people/change-password", &form(PASSWORD, NEW)).await;
    let renewed = changed.cookie().expect("a new session");
    assert_ne!(renewed, here);
    world.with_cookie(&renewed).get("/me").await.is(200);
    for old in [world.owner(), world.with_cookie(&here)] {
        old.get("/me").await.is(302);
    }
    // Who answers for others needs a longer one.
    let short = form(PASSWORD, "fil-et-bobine9");
    world.facilitator().call("/api/people/change-password", &short).await.is(422).says("password_length");
}

#[tokio::test]
async fn guessing_the_current_password_is_slowed_down() {
    let world = World::new().await;
    let mut last = 0;
    for _ in 0..6 {
        last = world.owner().call("/api/people/erase", &[("current_password", "faux")]).await.status.as_u16();
    }
    assert_eq!(last, 429);
    world.owner().get("/me").await.is(200);
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let world = World::new().await;
    let lost = sign_in(&world, "owner-ours", PASSWORD).await.expect("a session");
    let page = world.owner().get("/me/sessions").await;
    page.is(200).says("Cet appareil").says("Appareil partagé").says("Déconnecter partout ailleurs");
    let theirs = world.count("select count(*) from session").await;
    world
        .owner()
        .tell("/me/sessions", "/api/people/end-sessions", &[])
        .await
        .says("Les autres appareils sont déconnectés.");
    // The lapsed one is hers as well.
    assert_eq!(world.count("select count(*) from session").await, theirs - 2);
    world.with_cookie(&lost).get("/me").await.is(302);
    let lost = sign_in(&world, "owner-ours", PASSWORD).await.expect("a session");
    let page = world.owner().get("/me/sessions").await;
    let id =
        page.body.split("name=\"session\" value=\"").nth(1).and_then(|rest| rest.get(..36)).expect("an id").to_owned();
    world.colleague().call("/api/people/end-session", &[("session", &id)]).await.is(404);
    world
        .owner()
        .tell("/me/sessions", "/api/people/end-session", &[("session", &id)])
        .await
        .says("L’appareil est déconnecté.");
    world.with_cookie(&lost).get("/me").await.is(302);
}

#[tokio::test]
async fn a_name_and_a_language_are_changed() {
    let world = World::new().await;
    let form = [("display_name", "Aïcha B."), ("language", "en")];
    world.owner().tell("/me/name", "/api/people/save-profile", &form).await.is(200).says("Aïcha B.").says("My account");
    for (name, language) in [("", "fr"), ("a\u{202e}b", "fr"), ("Aïcha", "de")] {
        let form = [("display_name", name), ("language", language)];
        world.owner().call("/api/people/save-profile", &form).await.is(422);
    }
}

#[tokio::test]
async fn who_leaves_gives_back_what_she_held() {
    let world = World::new().await;
    world.owner().get("/me/leave/ours").await.is(200).says("Quitter Atelier ours");
    world
        .owner()
        .tell("/me/leave/ours", "/api/people/leave", &[("cohort", "ours")])
        .await
        .says("Vous avez quitté le groupe.");
    world.owner().get("/cohorts/ours/poles").await.is(404);
    assert_eq!(world.count("select count(*) from pole_member").await, 1);
    assert_eq!(world.count("select count(*) from mission where person is null").await, 1);
    // Booked for the pôle: it stays.
    assert_eq!(world.count("select count(*) from booking where state = 'held'").await, 2);
    assert_eq!(world.count("select count(*) from record").await, 2);
    world.facilitator().get("/cohorts/ours/members").await.is(200).says("Ont quitté le groupe").says("Aïcha");
}

#[tokio::test]
async fn the_last_facilitator_stays() {
    let world = World::new().await;
    let me = world.id("facilitator");
    let page = "/me/leave/ours";
    world
        .facilitator()
        .tell(page, "/api/people/leave", &[("cohort", "ours")])
        .await
        .says("Il faut au moins une personne");
    let demoted = [("cohort", "ours"), ("person", me), ("role", "entrepreneur")];
    world.facilitator().call("/api/people/change-role", &demoted).await.is(409).says("last_facilitator");
    let removed = [("cohort", "ours"), ("person", me)];
    world.facilitator().call("/api/people/remove-member", &removed).await.is(409);
    world
        .facilitator()
        .tell("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)])
        .await
        .says("Il faut au moins une personne");
    let promoted = [("cohort", "ours"), ("person", world.id("colleague")), ("role", "facilitator")];
    world.facilitator().call("/api/people/change-role", &promoted).await.is(200);
    world.facilitator().call("/api/people/leave", &[("cohort", "ours")]).await.is(200);
    assert_eq!(world.count("select count(*) from membership where until_on is not null").await, 1);
}

#[tokio::test]
async fn a_changed_role_holds_at_once_and_signs_out() {
    let world = World::new().await;
    let owner = world.id("owner");
    let form = [("cohort", "ours"), ("person", owner), ("role", "funder")];
    let from = format!("/cohorts/ours/members/{owner}");
    world
        .facilitator()
        .tell(&from, "/api/people/change-role", &form)
        .await
        .says("Le rôle est changé.")
        .says("Partenaire qui finance");
    world.owner().get("/me").await.is(302);
    let again = sign_in(&world, "owner-ours", PASSWORD).await.expect("a session");
    world.with_cookie(&again).get("/cohorts/ours/poles").await.is(404);
    assert_eq!(world.count("select count(*) from pole_member").await, 1);
    let odd = [("cohort", "ours"), ("person", owner), ("role", "queen")];
    world.facilitator().call("/api/people/change-role", &odd).await.is(422);
}

#[tokio::test]
async fn a_member_who_was_removed_comes_back_by_another_card() {
    let world = World::new().await;
    let form = [("cohort", "ours"), ("person", world.id("owner"))];
    let from = format!("/cohorts/ours/members/{}", world.id("owner"));
    for _ in 0..2 {
        world.facilitator().tell(&from, "/api/people/remove-member", &form).await.says("ne fait plus partie du groupe");
    }
    world.facilitator().call("/api/people/make-reset", &form).await.is(409);
    world.facilitator().get(&from).await.is(200).says("A quitté le groupe le").never_says("Changer le rôle");
    world.owner().call("/api/people/join", &[("token", "invitation-ours")]).await.is(200);
    world.owner().get("/cohorts/ours/poles").await.is(200);
    world.facilitator().get("/cohorts/ours/members").await.never_says("Ont quitté le groupe");
}

#[tokio::test]
async fn my_data_is_all_there() {
    let world = World::new().await;
    let page = world.owner().get("/me/data").await;
    for words in [
        "Aïcha",
        "owner-ours",
        "Atelier ours",
        "Pôle matières",
        "Compter le stock",
        "Atelier de couture",
        "Notre tablier",
        "Notre remarque",
        "Notre parole",
        "Appareil partagé",
    ] {
        page.is(200).says(words);
    }
    page.never_says("CANARY");
    world.colleague().get("/me/data").await.is(200).never_says("Notre parole").never_says("Notre remarque");
}

#[tokio::test]
async fn erasing_removes_names_and_texts_and_keeps_counts() {
    let world = World::new().await;
    world.write("update record set note = 'Notre secret' where note like 'Notre%'").await.expect("written");
    world.write("update booking set purpose = 'Notre raison'").await.expect("written");
    let wrong = world.owner().tell("/me/erase", "/api/people/erase", &[("current_password", "faux")]).await;
    wrong.says("pas votre mot de passe actuel");
    let before = world.count("select cast(coalesce(sum(quantity), 0) as bigint) from record").await;
    let erased = world.owner().submit("/me/erase", "/api/people/erase", &[("current_password", PASSWORD)]).await;
    assert_eq!(erased.location(), "/sign-in?notice=erased");
    assert!(erased.header("clear-site-data").contains("storage"));
    world.owner().get("/me").await.is(302);
    assert_eq!(sign_in(&world, "owner-ours", PASSWORD).await, None);
    let owner = World::literal(world.id("owner"));
    for (sql, left) in [
        ("select count(*) from person where login = 'owner-ours' or display_name = 'Aïcha'", 0),
        ("select count(*) from session where person = {}", 0),
        ("select count(*) from draft where person = {}", 0),
        ("select count(*) from audit_name where person = {}", 0),
        ("select count(*) from audit where object = {} or actor = {}", 0),
        ("select count(*) from membership where person = {} and until_on is null", 0),
        ("select count(*) from pole_member where person = {}", 0),
        ("select count(*) from mission where person = {}", 0),
        ("select count(*) from record where author = {} and note <> ''", 0),
        ("select count(*) from contribution where person = {} and text <> ''", 0),
        ("select count(*) from booking where person = {} and (purpose <> '' or state = 'held')", 0),
        ("select count(*) from record where author = {}", 1),
        ("select count(*) from record_maker where person = {} and minutes = 90", 1),
        ("select count(*) from contribution where person = {} and withdrawn_on is not null", 2),
    ] {
        assert_eq!(world.count(&sql.replace("{}", &owner)).await, left, "{sql}");
    }
    assert_eq!(world.count("select cast(coalesce(sum(quantity), 0) as bigint) from record").await, before);
    assert_eq!(audit::verify(world.state.db.read()).await.expect("rows").1, None, "the chain holds");
    let page = world.facilitator().get("/cohorts/ours/members").await;
    page.is(200).says("Personne partie").never_says("Aïcha");
    gone_from_the_file(&world);
}

/// What was erased is neither in the file nor in its log: `secure_delete`, and the log emptied.
#[cfg(feature = "sqlite")]
fn gone_from_the_file(world: &World) {
    let path = world.state.settings.database.trim_start_matches("sqlite:").to_owned();
    for file in [path.clone(), format!("{path}-wal")] {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for text in ["Notre secret", "Notre parole", "owner-ours", "Aïcha"] {
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "{text} is still in {file}");
        }
    }
}

#[cfg(feature = "postgres")]
fn gone_from_the_file(_: &World) {}

#[tokio::test]
async fn entrepreneurs_meet_each_other_on_the_poles_only() {
    let world = World::new().await;
    world.owner().get("/cohorts/ours/members").await.is(403);
    world.partner().get("/cohorts/ours/members").await.is(404);
    let page = world.facilitator().get("/cohorts/ours/members").await;
    page.is(200)
        .says("Aïcha")
        .says("Binta")
        .says("Comité")
        .says("Rosa")
        .says("Pôle matières")
        .says("Inviter quelqu’un");
}
