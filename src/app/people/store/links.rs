//! Links that are handed over in person: invitations and new passwords. The table has the token's hash, never the token, and
//! a link is used by the one statement that finds it unused.

use crate::{
    app::access::Facilitator,
    domain::cohort::Role,
    platform::{
        db::{Executor, Tx},
        error::AppError,
        session::Signed,
    },
};
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// How long an invitation waits.
pub const INVITATION_LASTS: Duration = Duration::hours(120);
/// How long a link for a new password waits: it is handed over in person.
pub const RESET_LASTS: Duration = Duration::hours(24);

/// An invitation to be kept. Without a cohort it makes somebody who may create cohorts.
pub struct NewInvitation {
    pub id: Uuid,
    pub token_hash: [u8; 32],
    pub cohort: Option<Uuid>,
    pub role: Role,
    pub made_by: Option<Uuid>,
    pub made_at: DateTime<Utc>,
}

/// Keeps an invitation. The command line makes one without a request, so this asks for no capability; the actions do.
pub async fn insert_invitation(db: impl Executor<'_>, invitation: &NewInvitation) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into invitation (id, token_hash, cohort, role, made_by, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(invitation.id)
    .bind(invitation.token_hash.as_slice())
    .bind(invitation.cohort)
    .bind(invitation.role.code())
    .bind(invitation.made_by)
    .bind(invitation.made_at)
    .bind(invitation.made_at + INVITATION_LASTS)
    .execute(db)
    .await?;
    Ok(())
}

/// What an invitation opens.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub id: Uuid,
    pub role: Role,
    pub expires_at: DateTime<Utc>,
    pub cohort: Option<InvitedTo>,
    /// Neither used, nor taken back, nor too old.
    pub open: bool,
}

/// The cohort that an invitation is for, as much as its holder may see.
#[derive(Clone, Debug)]
pub struct InvitedTo {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub brand: String,
    pub time_zone: Tz,
}

#[derive(sqlx::FromRow)]
struct InvitationRow {
    id: Uuid,
    role: String,
    expires_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    cohort: Option<Uuid>,
    slug: Option<String>,
    name: Option<String>,
    brand: Option<String>,
    time_zone: Option<String>,
}

/// The invitation whose token has this hash, in whatever state.
pub async fn invitation(
    db: impl Executor<'_>,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Invitation>, AppError> {
    let row: Option<InvitationRow> = sqlx::query_as(
        "select i.id, i.role, i.expires_at, i.used_at, i.revoked_at, i.cohort, c.slug, c.name, c.brand, c.time_zone
         from invitation i left join cohort c on c.id = i.cohort where i.token_hash = $1",
    )
    .bind(hash.as_slice())
    .fetch_optional(db)
    .await?;
    row.map(|row| row.invitation(now)).transpose()
}

impl InvitationRow {
    fn invitation(self, now: DateTime<Utc>) -> Result<Invitation, AppError> {
        let open = self.used_at.is_none() && self.revoked_at.is_none() && self.expires_at > now;
        let cohort = match (self.cohort, self.slug, self.name, self.brand, self.time_zone) {
            (Some(id), Some(slug), Some(name), Some(brand), Some(zone)) => {
                let time_zone = zone.parse().map_err(|_| AppError::Internal)?;
                Some(InvitedTo { id, slug, name, brand, time_zone })
            }
            _ => None,
        };
        let role = Role::from_code(&self.role).ok_or(AppError::Internal)?;
        Ok(Invitation { id: self.id, role, expires_at: self.expires_at, cohort, open })
    }
}

/// Uses an invitation up, and says whether it was there to use: of several at once one is told yes.
pub async fn use_invitation(tx: &mut Tx, invitation: &Invitation, now: DateTime<Utc>) -> Result<bool, sqlx::Error> {
    let used: Option<(Uuid,)> = sqlx::query_as(
        "update invitation set used_at = $1
         where id = $2 and used_at is null and revoked_at is null and expires_at > $1 returning id",
    )
    .bind(now)
    .bind(invitation.id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(used.is_some())
}

/// An invitation that waits, as facilitators see it.
#[derive(Clone, Debug)]
pub struct OpenInvitation {
    pub id: Uuid,
    pub role: Role,
    pub made_by: Option<String>,
    pub expires_at: DateTime<Utc>,
}

/// The invitations of the cohort that can still be used, the next to end first.
pub async fn open_invitations(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    now: DateTime<Utc>,
) -> Result<Vec<OpenInvitation>, AppError> {
    let rows: Vec<(Uuid, String, Option<String>, DateTime<Utc>)> = sqlx::query_as(
        "select i.id, i.role, p.display_name, i.expires_at from invitation i left join person p on p.id = i.made_by
         where i.cohort = $1 and i.used_at is null and i.revoked_at is null and i.expires_at > $2
         order by i.expires_at, i.id",
    )
    .bind(facilitator.cohort.id)
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(id, role, made_by, expires_at)| {
            let role = Role::from_code(&role).ok_or(AppError::Internal)?;
            Ok(OpenInvitation { id, role, made_by, expires_at })
        })
        .collect()
}

/// The open invitation with this hash, when this facilitator made it for this cohort: the card is hers to print.
pub async fn own_card(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<OpenInvitation>, AppError> {
    let row: Option<(Uuid, String, DateTime<Utc>)> = sqlx::query_as(
        "select id, role, expires_at from invitation where token_hash = $1 and cohort = $2 and made_by = $3
         and used_at is null and revoked_at is null and expires_at > $4",
    )
    .bind(hash.as_slice())
    .bind(facilitator.cohort.id)
    .bind(facilitator.person)
    .bind(now)
    .fetch_optional(db)
    .await?;
    row.map(|(id, role, expires_at)| {
        let role = Role::from_code(&role).ok_or(AppError::Internal)?;
        Ok(OpenInvitation { id, role, made_by: None, expires_at })
    })
    .transpose()
}

/// Gives an invitation made within the last minute another token: the answer to its first form did not arrive, so nobody has
/// the link.
pub async fn renew_invitation(
    tx: &mut Tx,
    facilitator: &Facilitator,
    id: Uuid,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update invitation set token_hash = $1 where id = $2 and made_by = $3 and used_at is null and made_at > $4",
    )
    .bind(hash.as_slice())
    .bind(id)
    .bind(facilitator.person)
    .bind(now - Duration::minutes(1))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes an invitation back, and says whether the cohort had it.
pub async fn revoke_invitation(
    tx: &mut Tx,
    facilitator: &Facilitator,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    // A second tap finds it taken back already: the same answer.
    let found =
        sqlx::query("update invitation set revoked_at = coalesce(revoked_at, $1) where id = $2 and cohort = $3")
            .bind(now)
            .bind(id)
            .bind(facilitator.cohort.id)
            .execute(&mut **tx)
            .await?;
    Ok(found.rows_affected() == 1)
}

/// Keeps a link for a new password of `person`; earlier ones stop working.
pub async fn insert_reset(
    tx: &mut Tx,
    facilitator: &Facilitator,
    person: Uuid,
    id: Uuid,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    close_resets(tx, person, now).await?;
    sqlx::query(
        "insert into password_reset (id, token_hash, person, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(hash.as_slice())
    .bind(person)
    .bind(facilitator.person)
    .bind(now)
    .bind(now + RESET_LASTS)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whose password a link changes.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Reset {
    pub id: Uuid,
    pub person: Uuid,
    pub login: String,
    pub display_name: String,
    pub expires_at: DateTime<Utc>,
}

/// The link for a new password whose token has this hash, while it can be used.
pub async fn reset(db: impl Executor<'_>, hash: [u8; 32], now: DateTime<Utc>) -> Result<Option<Reset>, sqlx::Error> {
    sqlx::query_as(
        "select r.id, r.person, p.login, p.display_name, r.expires_at from password_reset r join person p on p.id = r.person
         where r.token_hash = $1 and r.used_at is null and r.expires_at > $2 and p.login is not null",
    )
    .bind(hash.as_slice())
    .bind(now)
    .fetch_optional(db)
    .await
}

/// The same for the facilitator who made it for this person: hers to hand over.
pub async fn own_reset(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    person: Uuid,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Reset>, sqlx::Error> {
    sqlx::query_as(
        "select r.id, r.person, p.login, p.display_name, r.expires_at from password_reset r join person p on p.id = r.person
         where r.token_hash = $1 and r.used_at is null and r.expires_at > $2 and p.login is not null
           and r.made_by = $3 and r.person = $4",
    )
    .bind(hash.as_slice())
    .bind(now)
    .bind(facilitator.person)
    .bind(person)
    .fetch_optional(db)
    .await
}

/// Uses a link up, and says whether it was there to use.
pub async fn use_reset(tx: &mut Tx, reset: &Reset, now: DateTime<Utc>) -> Result<bool, sqlx::Error> {
    let used: Option<(Uuid,)> = sqlx::query_as(
        "update password_reset set used_at = $1 where id = $2 and used_at is null and expires_at > $1 returning id",
    )
    .bind(now)
    .bind(reset.id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(used.is_some())
}

async fn close_resets(tx: &mut Tx, person: Uuid, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query("update password_reset set used_at = $1 where person = $2 and used_at is null")
        .bind(now)
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Every link for a new password of whoever is signed in stops working.
pub async fn close_own_resets(tx: &mut Tx, signed: &Signed, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    close_resets(tx, signed.person, now).await
}
