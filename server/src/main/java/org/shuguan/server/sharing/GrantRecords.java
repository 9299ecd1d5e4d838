package org.shuguan.server.sharing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Grants as stored.
@Repository
class GrantRecords {
    static final String SELECT = """
            select g.*, u.last_used_on
              from sharing.data_grant g left join sharing.grant_use u on u.data_grant = g.id
            """;
    private static final TypeReference<List<Grant.Item>> ITEMS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    GrantRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    String nextNumber(int year) {
        long next = jdbc.sql("select nextval('sharing.grant_number')")
                .query((row, n) -> row.getLong(1))
                .single();
        return "GX%d-%05d".formatted(year, next);
    }

    /// What happened to a grant.
    ///
    /// @param doneBy null if a rule did it
    record Step(
            UUID dataGrant,
            long change,
            GrantEvent.What what,
            @Nullable String reason,
            @Nullable String doneBy,
            @Nullable OfficerId doneById,
            Instant at) {}

    /// That a grant is still needed although it is not used.
    record Need(LocalDate confirmedOn, String because, String confirmedBy) {}

    /// Stores a new grant.
    ///
    /// @return the number of the change
    long add(Grant grant) {
        return jdbc.sql("""
                        insert into sharing.data_grant
                               (id, number, part, entry, resource, title, owner, consumer, clients, items, row_filter,
                                modes, per_second, per_day, addresses, hour_from, hour_to, first_day, last_day, purpose,
                                legal_basis, state, state_reason, granted_by, granted_by_id, granted_at, changed_at)
                        values (:id, :number, :part, :entry, :resource, :title, :owner, :consumer, :clients,
                                cast(:items as jsonb), cast(:rowFilter as jsonb), :modes, :perSecond, :perDay,
                                :addresses, :hourFrom, :hourTo, :firstDay, :lastDay, :purpose, :legalBasis, :state,
                                :stateReason, :grantedBy, :grantedById, :grantedAt, :changedAt)
                        returning change
                        """)
                .param("id", grant.id())
                .param("number", grant.number())
                .param("part", grant.part())
                .param("entry", grant.entry())
                .param("resource", grant.resource().value())
                .param("title", grant.title())
                .param("owner", grant.owner().value())
                .param("consumer", grant.consumer().value())
                .param("purpose", grant.purpose())
                .param("legalBasis", grant.legalBasis())
                .param("grantedBy", grant.grantedBy())
                .param("grantedById", Rows.parameter(grant.grantedById()))
                .param("grantedAt", Rows.parameter(grant.grantedAt()))
                .params(changeable(grant))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /// Stores a grant that was given again: by another part, for another purpose, by another person.
    ///
    /// @return the number of the change
    long renew(Grant grant) {
        jdbc.sql("""
                        update sharing.data_grant
                           set part = :part, title = :title, purpose = :purpose, legal_basis = :legalBasis,
                               granted_by = :grantedBy, granted_by_id = :grantedById, granted_at = :grantedAt
                         where id = :id
                        """)
                .param("id", grant.id())
                .param("part", grant.part())
                .param("title", grant.title())
                .param("purpose", grant.purpose())
                .param("legalBasis", grant.legalBasis())
                .param("grantedBy", grant.grantedBy())
                .param("grantedById", Rows.parameter(grant.grantedById()))
                .param("grantedAt", Rows.parameter(grant.grantedAt()))
                .update();
        return change(grant);
    }

    void record(Step step) {
        jdbc.sql("""
                        insert into sharing.grant_step (data_grant, change, what, reason, done_by, done_by_id, at)
                        values (:dataGrant, :change, :what, :reason, :doneBy, :doneById, :at)
                        """).params(Rows.of(step)).update();
    }

    /// What happened to the grant, the oldest first.
    List<Step> steps(UUID grant) {
        return jdbc.sql("select * from sharing.grant_step where data_grant = :grant order by change")
                .param("grant", grant)
                .query(Rows.to(Step.class))
                .list();
    }

    void need(UUID grant, LocalDate day, String because, Person by) {
        jdbc.sql("""
                        insert into sharing.grant_need (data_grant, confirmed_on, because, confirmed_by, confirmed_by_id)
                        values (:grant, :day, :because, :by, :byId)
                        on conflict (data_grant) do update set confirmed_on = excluded.confirmed_on,
                               because = excluded.because, confirmed_by = excluded.confirmed_by,
                               confirmed_by_id = excluded.confirmed_by_id
                        """)
                .param("grant", grant)
                .param("day", day)
                .param("because", because)
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .update();
    }

    Optional<Need> need(UUID grant) {
        return jdbc.sql("select * from sharing.grant_need where data_grant = :grant")
                .param("grant", grant)
                .query(Rows.to(Need.class))
                .optional();
    }

    /// Grants in force on the day that were neither used nor confirmed after another day, nor given after it.
    List<Grant> unusedSince(LocalDate since, LocalDate day) {
        return jdbc.sql(SELECT + """
                         left join sharing.grant_need n on n.data_grant = g.id
                         where g.state = 'active' and g.first_day <= :since and g.last_day >= :day
                               and g.granted_at <= :until
                               and coalesce(u.last_used_on, :since) <= :since
                               and coalesce(n.confirmed_on, :since) <= :since
                         order by g.id
                        """)
                .param("since", since)
                .param("until", Rows.parameter(CityTime.endOf(since)))
                .param("day", day)
                .query(this::grant)
                .list();
    }

    /// Grants that are not ended and whose last day is within two days.
    List<Grant> endingWithin(LocalDate from, LocalDate to) {
        return jdbc.sql(SELECT + " where g.state <> 'ended' and g.last_day between :from and :to order by g.id")
                .param("from", from)
                .param("to", to)
                .query(this::grant)
                .list();
    }

    /// Active grants on an entry.
    List<Grant> activeOn(UUID entry) {
        return jdbc.sql(SELECT + " where g.entry = :entry and g.state = 'active' order by g.id")
                .param("entry", entry)
                .query(this::grant)
                .list();
    }

    /// All grants on an entry.
    List<Grant> of(UUID entry) {
        return jdbc.sql(SELECT + " where g.entry = :entry order by g.granted_at, g.id")
                .param("entry", entry)
                .query(this::grant)
                .list();
    }

    /// Entries with active grants.
    List<UUID> entriesWithGrants() {
        return jdbc.sql("select distinct entry from sharing.data_grant where state = 'active'")
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /// Stores what may change of a grant: clients, items, rows, modes, limits, term and state.
    ///
    /// @return the number of the change
    long change(Grant grant) {
        return jdbc.sql("""
                        update sharing.data_grant
                           set clients = :clients, items = cast(:items as jsonb), row_filter = cast(:rowFilter as jsonb),
                               modes = :modes, per_second = :perSecond, per_day = :perDay, addresses = :addresses,
                               hour_from = :hourFrom, hour_to = :hourTo, first_day = :firstDay, last_day = :lastDay,
                               state = :state, state_reason = :stateReason, changed_at = :changedAt
                         where id = :id
                        returning change
                        """)
                .param("id", grant.id())
                .params(changeable(grant))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private Map<String, @Nullable Object> changeable(Grant grant) {
        Grant.Hours hours = grant.limits().hours();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("clients", grant.clients().toArray(UUID[]::new));
        values.put("items", json.writeValueAsString(grant.items()));
        values.put("rowFilter", json.writeValueAsString(grant.rowFilter()));
        values.put(
                "modes", grant.modes().stream().map(Grant.Mode::word).sorted().toArray(String[]::new));
        values.put("perSecond", grant.limits().perSecond());
        values.put("perDay", grant.limits().perDay());
        values.put("addresses", grant.limits().addresses().toArray(String[]::new));
        values.put("hourFrom", hours == null ? null : hours.from());
        values.put("hourTo", hours == null ? null : hours.to());
        values.put("firstDay", grant.firstDay());
        values.put("lastDay", grant.lastDay());
        values.put("state", grant.state().word());
        values.put("stateReason", grant.stateReason());
        values.put("changedAt", Rows.parameter(grant.changedAt()));
        return values;
    }

    Optional<Grant> find(UUID id) {
        return jdbc.sql(SELECT + " where g.id = :id")
                .param("id", id)
                .query(this::grant)
                .optional();
    }

    /// Locks the grant until the transaction ends.
    Optional<Grant> lock(UUID id) {
        return jdbc.sql(SELECT + " where g.id = :id for update of g")
                .param("id", id)
                .query(this::grant)
                .optional();
    }

    /// What of the list is asked for.
    ///
    /// @param standing state, with `expired`; null for all
    /// @param side `given` or `received`, null for both
    /// @param unit that owns or consumes, null for all
    /// @param entry null for all
    /// @param owner null for all
    /// @param usedFrom only those that were used on this day or later, null for all
    record Wanted(
            @Nullable String standing,
            @Nullable String side,
            @Nullable String unit,
            @Nullable UUID entry,
            @Nullable UnitCode owner,
            @Nullable LocalDate usedFrom,
            LocalDate today) {}

    /// The grants that a reader sees: by the side, those of their own units only.
    Listing<Grant> list(SharingRequests.Visible visible, Wanted wanted, ListQuery query) {
        String given = Scope.condition("g.owner", "own");
        String received = Scope.condition("g.consumer", "own");
        String seen = wanted.side() == null
                ? "(" + given + " or " + received + " or " + Scope.condition("g.owner", "over") + " or "
                        + Scope.condition("g.consumer", "over") + ")"
                : wanted.side().equals("given") ? given : received;
        return PagedQuery.of(
                        jdbc,
                        SELECT + " where " + seen
                                + " and (cast(:standing as text) is null or :standing ="
                                + " case when g.state <> 'ended' and g.last_day < :today then 'expired'"
                                + " else g.state end)"
                                + " and (cast(:unit as text) is null or g.owner = :unit or g.consumer = :unit)"
                                + " and (cast(:entry as uuid) is null or g.entry = :entry)"
                                + " and (cast(:owner as text) is null or g.owner = :owner)"
                                + " and (cast(:usedFrom as date) is null or u.last_used_on >= :usedFrom)"
                                + " and (g.number ilike :like or g.title ilike :like or g.purpose ilike :like"
                                + " or g.resource ilike :like)")
                .with(visible.parameters())
                .with("standing", wanted.standing())
                .with("today", wanted.today())
                .with("unit", wanted.unit())
                .with("entry", wanted.entry())
                .with("owner", Rows.parameter(wanted.owner()))
                .with("usedFrom", wanted.usedFrom())
                .page(query, GrantController.COLUMNS.order(query, "changed_at desc", "id"), this::grant);
    }

    /// Active grants of consumers.
    List<Grant> activeOf(Collection<UnitCode> consumers) {
        return jdbc.sql(SELECT
                        + " where g.consumer = any(:consumers) and g.state = 'active' order by g.granted_at, g.id")
                .param("consumers", consumers.stream().map(UnitCode::value).toArray(String[]::new))
                .query(this::grant)
                .list();
    }

    /// Active grants that give data in this way.
    List<Grant> activeBy(Grant.Mode mode) {
        return jdbc.sql(SELECT + " where :mode = any(g.modes) and g.state = 'active' order by g.granted_at, g.id")
                .param("mode", mode.word())
                .query(this::grant)
                .list();
    }

    List<Grant> changedSince(long change, int most) {
        return jdbc.sql(SELECT + " where g.change > :change order by g.change limit :most")
                .param("change", change)
                .param("most", most)
                .query(this::grant)
                .list();
    }

    /// The entries of grants that the bureau ordered, by the grants' ids.
    Map<UUID, UUID> returning(Collection<UUID> entries) {
        Map<UUID, UUID> found = new HashMap<>();
        jdbc.sql("""
                        select g.id, g.entry from sharing.data_grant g
                          join sharing.part p on p.id = g.part join sharing.request r on r.id = p.request
                         where r.ordered and g.entry = any(:entries)
                        """)
                .param("entries", entries.toArray(UUID[]::new))
                .query((row, n) -> found.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
        return found;
    }

    void used(UUID grant, LocalDate day) {
        jdbc.sql("""
                        insert into sharing.grant_use as u (data_grant, last_used_on) values (:grant, :day)
                        on conflict (data_grant) do update set last_used_on = excluded.last_used_on
                         where u.last_used_on < excluded.last_used_on
                        """).param("grant", grant).param("day", day).update();
    }

    Grant grant(ResultSet row, int number) throws SQLException {
        UUID by = row.getObject("granted_by_id", UUID.class);
        return new Grant(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getObject("part", UUID.class),
                row.getObject("entry", UUID.class),
                new ResourceCode(row.getString("resource")),
                row.getString("title"),
                new UnitCode(row.getString("owner")),
                new UnitCode(row.getString("consumer")),
                Columns.ids(row, "clients"),
                json.readValue(row.getString("items"), ITEMS),
                json.readValue(row.getString("row_filter"), RowFilter.class),
                Columns.modes(row),
                new Grant.Limits(
                        row.getInt("per_second"),
                        row.getLong("per_day"),
                        Columns.texts(row, "addresses"),
                        Columns.hours(row)),
                Objects.requireNonNull(row.getObject("first_day", LocalDate.class)),
                Objects.requireNonNull(row.getObject("last_day", LocalDate.class)),
                row.getString("purpose"),
                row.getString("legal_basis"),
                Rows.constant(Grant.State.class, row.getString("state")),
                row.getString("state_reason"),
                row.getString("granted_by"),
                by == null ? null : new OfficerId(by),
                Columns.moment(row, "granted_at"),
                row.getLong("change"),
                Columns.moment(row, "changed_at"),
                row.getObject("last_used_on", LocalDate.class));
    }
}
