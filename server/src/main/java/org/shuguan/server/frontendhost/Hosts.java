package org.shuguan.server.frontendhost;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Front-end hosts as stored.
@Repository
class Hosts {
    private static final String COLUMNS = "id, unit, name, state, public_key, code_until, created_by, created_by_id,"
            + " created_at, enrolled_at, last_seen_at, program, protocol, away_told_at, ended_at, ended_by, end_reason";
    private static final String SELECT = "select " + COLUMNS + " from frontendhost.host";

    private final JdbcClient jdbc;

    Hosts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(FrontEndHost host, String codeHash) {
        jdbc.sql("insert into frontendhost.host (" + COLUMNS + ", code_hash) values (:id, :unit, :name, :state,"
                        + " :publicKey, :codeUntil, :createdBy, :createdById, :createdAt, :enrolledAt, :lastSeenAt,"
                        + " :program, :protocol, :awayToldAt, :endedAt, :endedBy, :endReason, :codeHash)")
                .params(Rows.of(host))
                .param("codeHash", codeHash)
                .update();
    }

    Optional<FrontEndHost> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(FrontEndHost.class))
                .optional();
    }

    /// Locks the host until the transaction ends.
    Optional<FrontEndHost> lock(UUID id) {
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id)
                .query(Rows.to(FrontEndHost.class))
                .optional();
    }

    /// Locks the host of a code that is valid.
    Optional<FrontEndHost> lockByCode(String codeHash, Instant now) {
        return jdbc.sql(SELECT + " where code_hash = :hash and code_until > :now and state <> 'ended' for update")
                .param("hash", codeHash)
                .param("now", Rows.parameter(now))
                .query(Rows.to(FrontEndHost.class))
                .optional();
    }

    Listing<FrontEndHost> list(Scope scope, @Nullable String state, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + " where " + Scope.condition("unit", "seen")
                                + " and (cast(:state as text) is null or state = :state) and name ilike :like")
                .with(scope.parameters("seen"))
                .with("state", state)
                .page(query, HostController.COLUMNS.order(query, "unit, name", "id"), Rows.to(FrontEndHost.class));
    }

    /// Those of the units that were not ended, by name.
    List<FrontEndHost> of(Collection<UnitCode> units) {
        return jdbc.sql(SELECT + " where unit = any(:units) and state <> 'ended' order by name, id")
                .param("units", units.stream().map(UnitCode::value).toArray(String[]::new))
                .query(Rows.to(FrontEndHost.class))
                .list();
    }

    void setCode(UUID id, String codeHash, Instant until) {
        jdbc.sql("update frontendhost.host set code_hash = :hash, code_until = :until where id = :id")
                .param("id", id)
                .param("hash", codeHash)
                .param("until", Rows.parameter(until))
                .update();
    }

    /// Registers a key; the code that was used is gone.
    void enrol(UUID id, String publicKey, @Nullable String program, int protocol, Instant now) {
        jdbc.sql("""
                        update frontendhost.host
                           set state = 'enrolled', public_key = :key, code_hash = null, code_until = null,
                               enrolled_at = :now, last_seen_at = :now, program = :program, protocol = :protocol,
                               away_told_at = null
                         where id = :id
                        """)
                .param("id", id)
                .param("key", publicKey)
                .param("program", program)
                .param("protocol", protocol)
                .param("now", Rows.parameter(now))
                .update();
    }

    void end(UUID id, Instant now, String by, String reason) {
        jdbc.sql("""
                        update frontendhost.host
                           set state = 'ended', code_hash = null, code_until = null, ended_at = :now, ended_by = :by,
                               end_reason = :reason
                         where id = :id
                        """)
                .param("id", id)
                .param("now", Rows.parameter(now))
                .param("by", by)
                .param("reason", reason)
                .update();
    }

    void seen(UUID id, Instant at, String program, int protocol) {
        jdbc.sql("""
                        update frontendhost.host set last_seen_at = :at, program = :program, protocol = :protocol
                         where id = :id and state = 'enrolled'
                        """)
                .param("id", id)
                .param("at", Rows.parameter(at))
                .param("program", program)
                .param("protocol", protocol)
                .update();
    }

    /// Locks those that have not been seen since a moment, of which nobody was told.
    List<FrontEndHost> notSeenSince(Instant moment) {
        return jdbc.sql(SELECT + """
                         where state = 'enrolled' and away_told_at is null and last_seen_at < :moment
                         order by id for update
                        """)
                .param("moment", Rows.parameter(moment))
                .query(Rows.to(FrontEndHost.class))
                .list();
    }

    /// Locks those of which somebody was told and that have been seen since.
    List<FrontEndHost> seenAgain() {
        return jdbc.sql(SELECT + " where state = 'enrolled' and last_seen_at > away_told_at order by id for update")
                .query(Rows.to(FrontEndHost.class))
                .list();
    }

    void toldAway(UUID id, @Nullable Instant at) {
        jdbc.sql("update frontendhost.host set away_told_at = :at where id = :id")
                .param("id", id)
                .param("at", Rows.parameter(at))
                .update();
    }
}
