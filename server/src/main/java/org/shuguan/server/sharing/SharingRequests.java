package org.shuguan.server.sharing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SharingRequests as stored.
@Repository
class SharingRequests {
    /// Owners that have answered everything that a request asks of them, and whether all in time. What was granted
    /// without a term is in time.
    static final String ANSWERED = """
            select p.request, p.owner as unit,
                   bool_and(coalesce((p.answered_at at time zone 'Asia/Shanghai')::date <= p.due, true)) as in_time
              from sharing.part p where p.state <> 'withdrawn'
             group by p.request, p.owner having bool_and(p.state in ('granted', 'refused'))
            """;

    /// Of submitted requests: those of the asking unit's and the owners' overseers, and those with the owners.
    private static final String VISIBLE = " r.state <> 'deleted' and (" + Scope.condition("r.unit", "own")
            + " or (r.state <> 'draft' and " + Scope.condition("r.unit", "over") + ")"
            + " or exists (select from sharing.part p where p.request = r.id"
            + " and ((r.state <> 'draft' and " + Scope.condition("p.owner", "over") + ")"
            + " or (p.state not in ('draft', 'waiting') and " + Scope.condition("p.owner", "own") + "))))";

    /// The requests that a reader may see.
    ///
    /// @param own units for which the reader works
    /// @param overseen units whose submitted requests the reader may see
    record Visible(Scope own, Scope overseen) {
        Map<String, Object> parameters() {
            Map<String, Object> parameters = new HashMap<>(own.parameters("own"));
            parameters.putAll(overseen.parameters("over"));
            return parameters;
        }
    }

    /// What of the list is asked for.
    ///
    /// @param state null for all
    /// @param unit that asks or owns, null for all
    /// @param entry that is asked for, null for all
    /// @param asking the unit that asks, null for all
    /// @param owner a unit that owns one of the entries, null for all
    /// @param isOpen only those that were submitted and are not closed
    /// @param answered only those to which an owner, or this owner, has answered: `in-time`, `late` or `any`
    record Wanted(
            @Nullable String state,
            @Nullable String unit,
            @Nullable UUID entry,
            @Nullable UnitCode asking,
            @Nullable UnitCode owner,
            boolean isOpen,
            @Nullable String answered) {}

    private final JdbcClient jdbc;

    SharingRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(int year) {
        long next = jdbc.sql("select nextval('sharing.request_number')")
                .query((row, n) -> row.getLong(1))
                .single();
        return "SQ%d-%05d".formatted(year, next);
    }

    void add(
            UUID id,
            String number,
            UnitCode unit,
            Ask ask,
            @Nullable String demandNumber,
            boolean ordered,
            Person by,
            Instant now) {
        jdbc.sql("""
                        insert into sharing.request
                               (id, number, unit, title, purpose, scenario, legal_basis, modes, frequency, per_second,
                                per_day, addresses, hour_from, hour_to, clients, first_day, last_day, responsible, phone,
                                demand, demand_number, ordered, state, created_by, created_by_id, created_at, changed_at)
                        values (:id, :number, :unit, :title, :purpose, :scenario, :legalBasis, :modes, :frequency,
                                :perSecond, :perDay, :addresses, :hourFrom, :hourTo, :clients, :firstDay, :lastDay,
                                :responsible, :phone, :demand, :demandNumber, :ordered, 'draft', :by, :byId, :now, :now)
                        """)
                .params(content(ask))
                .param("id", id)
                .param("number", number)
                .param("unit", unit.value())
                .param("demand", ask.demand())
                .param("demandNumber", demandNumber)
                .param("ordered", ordered)
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Saves a draft; returns false if the revision is not the current one or the request is not a draft.
    boolean save(UUID id, long revision, Ask ask, Instant now) {
        return jdbc.sql("""
                        update sharing.request
                           set title = :title, purpose = :purpose, scenario = :scenario, legal_basis = :legalBasis,
                               modes = :modes, frequency = :frequency, per_second = :perSecond, per_day = :perDay,
                               addresses = :addresses, hour_from = :hourFrom, hour_to = :hourTo, clients = :clients,
                               first_day = :firstDay, last_day = :lastDay, responsible = :responsible, phone = :phone,
                               revision = revision + 1, changed_at = :now
                         where id = :id and revision = :revision and state = 'draft'
                        """)
                        .params(content(ask))
                        .param("id", id)
                        .param("revision", revision)
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    private static Map<String, @Nullable Object> content(Ask ask) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("title", ask.title());
        values.put("purpose", ask.purpose());
        values.put("scenario", ask.scenario());
        values.put("legalBasis", ask.legalBasis());
        values.put("modes", words(ask.modes()));
        values.put("frequency", ask.frequency() == null ? null : ask.frequency().word());
        values.put("perSecond", ask.perSecond());
        values.put("perDay", ask.perDay());
        values.put("addresses", ask.addresses().toArray(String[]::new));
        values.put("hourFrom", ask.hours() == null ? null : ask.hours().from());
        values.put("hourTo", ask.hours() == null ? null : ask.hours().to());
        values.put("clients", ask.clients().toArray(UUID[]::new));
        values.put("firstDay", ask.firstDay());
        values.put("lastDay", ask.lastDay());
        values.put("responsible", ask.responsible());
        values.put("phone", ask.phone());
        return values;
    }

    private static String[] words(Set<Grant.Mode> modes) {
        return modes.stream().map(Grant.Mode::word).sorted().toArray(String[]::new);
    }

    /// Changes the state together with other columns.
    ///
    /// @param also column → value; the columns are constants, never user input
    void move(SharingRequest request, SharingRequest.State to, Map<String, @Nullable Object> also, Instant now) {
        StringBuilder set = new StringBuilder();
        also.keySet()
                .forEach(
                        column -> set.append(", ").append(column).append(" = :").append(column));
        int moved = jdbc.sql("update sharing.request set state = :to, revision = revision + 1, changed_at = :now" + set
                        + " where id = :id and state = :from")
                .params(also)
                .param("to", to.word())
                .param("now", Rows.parameter(now))
                .param("id", request.id())
                .param("from", request.state().word())
                .update();
        if (moved != 1) {
            throw SharingRefused.notThere();
        }
    }

    /// Locks the request until the transaction ends.
    Optional<SharingRequest> lock(UUID id) {
        return jdbc.sql("select r.* from sharing.request r where r.id = :id for update")
                .param("id", id)
                .query(SharingRequests::request)
                .optional();
    }

    Optional<SharingRequest> find(UUID id) {
        return jdbc.sql("select r.* from sharing.request r where r.id = :id")
                .param("id", id)
                .query(SharingRequests::request)
                .optional();
    }

    Optional<SharingRequest> visible(UUID id, Visible visible) {
        return jdbc.sql("select r.* from sharing.request r where r.id = :id and" + VISIBLE)
                .param("id", id)
                .params(visible.parameters())
                .query(SharingRequests::request)
                .optional();
    }

    Listing<SharingRequest> list(Visible visible, Wanted wanted, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select r.* from sharing.request r where" + VISIBLE
                                + " and (cast(:state as text) is null or r.state = :state)"
                                + " and (cast(:unit as text) is null or r.unit = :unit or exists"
                                + " (select from sharing.part p where p.request = r.id and p.owner = :unit))"
                                + " and (cast(:asking as text) is null or r.unit = :asking)"
                                + " and (not :open or r.state in ('submitted', 'checking', 'answering'))"
                                + " and (cast(:answered as text) is null or exists (select from (" + ANSWERED + ") a"
                                + " where a.request = r.id and (cast(:owner as text) is null or a.unit = :owner)"
                                + " and (:answered = 'any' or a.in_time = (:answered = 'in-time'))))"
                                + " and (cast(:owner as text) is null or exists"
                                + " (select from sharing.part p where p.request = r.id and p.owner = :owner))"
                                + " and (cast(:entry as uuid) is null or exists"
                                + " (select from sharing.part p where p.request = r.id and p.entry = :entry))"
                                + " and (r.title ilike :like or r.number ilike :like or r.purpose ilike :like"
                                + " or r.legal_basis ilike :like or exists (select from sharing.part p"
                                + " where p.request = r.id and (p.title ilike :like or p.resource ilike :like)))")
                .with(visible.parameters())
                .with("state", wanted.state())
                .with("unit", wanted.unit())
                .with("entry", wanted.entry())
                .with("asking", Rows.parameter(wanted.asking()))
                .with("owner", Rows.parameter(wanted.owner()))
                .with("open", wanted.isOpen())
                .with("answered", wanted.answered())
                .page(query, SharingController.COLUMNS.order(query, "changed_at desc", "id"), SharingRequests::request);
    }

    /// Stores the assessment, or removes that of a draft if there is none any more.
    void assess(UUID request, Ask.@Nullable Assessment assessment) {
        if (assessment == null) {
            jdbc.sql("delete from sharing.assessment where request = :request")
                    .param("request", request)
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into sharing.assessment (request, lawful, impact, measures, assessor, assessed_on)
                        values (:request, :lawful, :impact, :measures, :assessor, :assessedOn)
                        on conflict (request) do update set lawful = excluded.lawful, impact = excluded.impact,
                               measures = excluded.measures, assessor = excluded.assessor,
                               assessed_on = excluded.assessed_on
                        """).params(Rows.of(assessment)).param("request", request).update();
    }

    Optional<Ask.Assessment> assessment(UUID request) {
        return jdbc.sql("select * from sharing.assessment where request = :request")
                .param("request", request)
                .query(Rows.to(Ask.Assessment.class))
                .optional();
    }

    private static SharingRequest request(ResultSet row, int number) throws SQLException {
        String frequency = row.getString("frequency");
        return new SharingRequest(
                row.getObject("id", UUID.class),
                row.getString("number"),
                new UnitCode(row.getString("unit")),
                row.getString("title"),
                row.getString("purpose"),
                row.getString("scenario"),
                row.getString("legal_basis"),
                Columns.modes(row),
                frequency == null ? null : Rows.constant(UpdateCycle.class, frequency),
                row.getInt("per_second"),
                row.getLong("per_day"),
                Columns.texts(row, "addresses"),
                Columns.hours(row),
                Columns.ids(row, "clients"),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getString("responsible"),
                row.getString("phone"),
                row.getObject("demand", UUID.class),
                row.getString("demand_number"),
                row.getBoolean("ordered"),
                Rows.constant(SharingRequest.State.class, row.getString("state")),
                row.getLong("revision"),
                row.getString("case_id"),
                row.getString("returned_because"),
                row.getString("created_by"),
                new OfficerId(row.getObject("created_by_id", UUID.class)),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "changed_at"),
                Columns.maybe(row, "submitted_at"),
                Columns.maybe(row, "agreed_at"),
                Columns.maybe(row, "checked_at"),
                Columns.maybe(row, "closed_at"));
    }
}
