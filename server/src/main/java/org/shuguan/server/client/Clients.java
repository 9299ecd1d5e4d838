package org.shuguan.server.client;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Clients, their credentials and tokens as stored.
@Repository
class Clients {
    /// A secret's hash or a set of public keys.
    ///
    /// @param kind `secret` or `keys`
    /// @param validUntil null for the current one
    record Credential(
            UUID id,
            UUID client,
            String kind,
            String content,
            String createdBy,
            OfficerId createdById,
            Instant createdAt,
            @Nullable Instant validUntil) {}

    /// A client that sent a valid token.
    record Machine(
            UUID client,
            String name,
            UnitCode unit,
            String scopes,
            @Nullable Instant lastUsedAt) {}

    private static final String COLUMNS = "id, name, unit, purpose, scopes, state, case_id, created_by, created_by_id,"
            + " created_at, ended_at, last_used_at";
    private static final String SELECT = "select " + COLUMNS + " from client.client";

    private final JdbcClient jdbc;

    Clients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Client client) {
        jdbc.sql("insert into client.client (" + COLUMNS + ") values (:id, :name, :unit, :purpose, :scopes, :state,"
                        + " :caseId, :createdBy, :createdById, :createdAt, :endedAt, :lastUsedAt)")
                .params(Rows.of(client))
                .update();
    }

    Optional<Client> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(Client.class))
                .optional();
    }

    /// The active clients of units, by name.
    List<MachineClients.Active> activeOf(Collection<UnitCode> units) {
        return jdbc.sql(
                        "select id, name from client.client where unit = any(:units) and state = 'active' order by name, id")
                .param("units", units.stream().map(UnitCode::value).toArray(String[]::new))
                .query(Rows.to(MachineClients.Active.class))
                .list();
    }

    /// Locks the client until the transaction ends.
    Optional<Client> lock(UUID id) {
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id)
                .query(Rows.to(Client.class))
                .optional();
    }

    Listing<Client> list(Scope scope, @Nullable String state, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + " where " + Scope.condition("unit", "seen")
                                + " and (cast(:state as text) is null or state = :state)"
                                + " and (name ilike :like or purpose ilike :like)")
                .with(scope.parameters("seen"))
                .with("state", state)
                .page(query, ClientController.COLUMNS.order(query, "created_at desc", "id"), Rows.to(Client.class));
    }

    void setState(UUID id, Client.State state, @Nullable Instant endedAt) {
        jdbc.sql("update client.client set state = :state, ended_at = :endedAt where id = :id")
                .param("id", id)
                .param("state", state.word())
                .param("endedAt", endedAt == null ? null : Rows.parameter(endedAt))
                .update();
    }

    void used(UUID id, Instant at) {
        jdbc.sql("update client.client set last_used_at = :at where id = :id")
                .param("id", id)
                .param("at", Rows.parameter(at))
                .update();
    }

    /// Adds the current credential; the former one is valid until a moment, and those before it go: at most two are
    /// valid at once.
    void rotate(Credential next, Instant formerUntil) {
        jdbc.sql("delete from client.credential where client = :client and valid_until is not null")
                .param("client", next.client())
                .update();
        jdbc.sql("update client.credential set valid_until = :until where client = :client and valid_until is null")
                .param("client", next.client())
                .param("until", Rows.parameter(formerUntil))
                .update();
        jdbc.sql("""
                        insert into client.credential
                               (id, client, kind, content, created_by, created_by_id, created_at, valid_until)
                        values (:id, :client, :kind, :content, :createdBy, :createdById, :createdAt, :validUntil)
                        """).params(Rows.of(next)).update();
    }

    /// The credentials that are valid, the newest first.
    List<Credential> credentials(UUID client, Instant now) {
        return jdbc.sql("""
                        select id, client, kind, content, created_by, created_by_id, created_at, valid_until
                          from client.credential
                         where client = :client and (valid_until is null or valid_until > :now)
                         order by created_at desc, id
                        """)
                .param("client", client)
                .param("now", Rows.parameter(now))
                .query(Rows.to(Credential.class))
                .list();
    }

    void revoke(UUID client) {
        jdbc.sql("delete from client.token where client = :client")
                .param("client", client)
                .update();
        jdbc.sql("delete from client.credential where client = :client")
                .param("client", client)
                .update();
    }

    void issue(String hash, UUID client, String scopes, Instant issuedAt, Instant expiresAt) {
        jdbc.sql("delete from client.token where client = :client and expires_at <= :now")
                .param("client", client)
                .param("now", Rows.parameter(issuedAt))
                .update();
        jdbc.sql("""
                        insert into client.token (hash, client, scopes, issued_at, expires_at)
                        values (:hash, :client, :scopes, :issuedAt, :expiresAt)
                        """)
                .param("hash", hash)
                .param("client", client)
                .param("scopes", scopes)
                .param("issuedAt", Rows.parameter(issuedAt))
                .param("expiresAt", Rows.parameter(expiresAt))
                .update();
    }

    Optional<Machine> machine(String hash, Instant now) {
        return jdbc.sql("""
                        select c.id as client, c.name, c.unit, t.scopes, c.last_used_at
                          from client.token t
                          join client.client c on c.id = t.client
                         where t.hash = :hash and t.expires_at > :now and c.state = 'active'
                        """)
                .param("hash", hash)
                .param("now", Rows.parameter(now))
                .query(Rows.to(Machine.class))
                .optional();
    }

    /// Takes the id of an assertion as used.
    ///
    /// @return false if it was used before
    boolean use(UUID client, String jti, Instant expiresAt, Instant now) {
        jdbc.sql("delete from client.assertion where client = :client and expires_at <= :now")
                .param("client", client)
                .param("now", Rows.parameter(now))
                .update();
        return jdbc.sql("""
                                insert into client.assertion (client, jti, expires_at) values (:client, :jti, :expiresAt)
                                on conflict do nothing
                                """)
                        .param("client", client)
                        .param("jti", jti)
                        .param("expiresAt", Rows.parameter(expiresAt))
                        .update()
                == 1;
    }
}
