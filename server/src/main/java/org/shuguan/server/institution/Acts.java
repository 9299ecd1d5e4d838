package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Changes of units, and the appointments that they ended or made.
@Repository
class Acts {
    private static final String SELECT =
            "select id, kind, day, document, reason, unverified, recorded_by, recorded_at from institution.act ";
    private static final String FOUND = """
             where (cast(:kind as text) is null or kind = :kind)
               and (document ilike :like or reason ilike :like
                    or exists (select 1 from institution.succession s
                                 join institution.unit_form f on f.unit in (s.predecessor, s.successor)
                                where s.act = act.id
                                  and (f.name ilike :like or f.full_name ilike :like or f.unit ilike :like))
                    or exists (select 1 from institution.unit_form f
                                where f.act = act.id
                                  and (f.name ilike :like or f.full_name ilike :like or f.unit ilike :like)))
            """;

    /// The last day that an appointment had before an act set another.
    record Ended(UUID appointment, @Nullable LocalDate validTo) {}

    private final JdbcClient jdbc;

    Acts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Act act) {
        jdbc.sql("""
                        insert into institution.act (id, kind, day, document, reason, unverified, recorded_by, recorded_at)
                        values (:id, :kind, :day, :document, :reason, :unverified, :recordedBy, :recordedAt)
                        """).params(Rows.of(act)).update();
    }

    Optional<Act> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Rows.to(Act.class))
                .optional();
    }

    Optional<Act> lock(UUID id) {
        return jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(Rows.to(Act.class))
                .optional();
    }

    Listing<Act> list(@Nullable String kind, ListQuery query) {
        String order = Reorganisation.COLUMNS.order(query, "day desc, recorded_at desc", "id");
        return PagedQuery.of(jdbc, SELECT + FOUND)
                .with("kind", Reorganisation.COLUMNS.chosen("kind", kind))
                .page(query, order, Rows.to(Act.class));
    }

    void remove(UUID id) {
        jdbc.sql("delete from institution.act where id = :id").param("id", id).update();
    }

    /// Sets the last day of an appointment because of an act, and records the previous one.
    void end(UUID act, Appointment appointment, LocalDate last) {
        jdbc.sql("insert into institution.act_ended (act, appointment, valid_to) values (:act, :appointment, :to)")
                .param("act", act)
                .param("appointment", appointment.id())
                .param("to", appointment.validTo())
                .update();
        setLast(appointment.id(), last);
    }

    void carriedBy(UUID act, UUID appointment) {
        jdbc.sql("update institution.appointment set act = :act where id = :id")
                .param("act", act)
                .param("id", appointment)
                .update();
    }

    /// Restores the last day that each appointment had before the act, and deletes the appointments that the act
    /// made.
    void restoreAppointments(UUID act) {
        jdbc.sql("delete from institution.appointment where act = :act")
                .param("act", act)
                .update();
        jdbc.sql("select appointment, valid_to from institution.act_ended where act = :act")
                .param("act", act)
                .query(Rows.to(Ended.class))
                .list()
                .forEach(ended -> setLast(ended.appointment(), ended.validTo()));
    }

    /// An appointment that was ended at once since stays ended.
    private void setLast(UUID appointment, @Nullable LocalDate last) {
        jdbc.sql(
                        "update institution.appointment set valid_to = :last, version = version + 1 where id = :id and ended_at is null")
                .param("id", appointment)
                .param("last", last)
                .update();
    }

    /// Forms of units that the act began.
    List<UnitForm> formsOf(UUID act) {
        return jdbc.sql("""
                        select unit, valid_from, valid_to, name, full_name, name_en, kind, subkind, subordination,
                               body_type, parent, act, data_bureau
                          from institution.unit_form where act = :act order by unit
                        """).param("act", act).query(Rows.to(UnitForm.class)).list();
    }
}
