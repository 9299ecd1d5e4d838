package org.shuguan.server.access;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DelegationRecords {
    private static final String SELECT = "select id, role, unit, from_officer, from_name, to_officer, to_name,"
            + " valid_from, valid_to, ended from access.delegation ";

    private final JdbcClient jdbc;

    DelegationRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Delegation delegation) {
        jdbc.sql("""
                        insert into access.delegation
                               (id, role, unit, from_officer, from_name, to_officer, to_name, valid_from, valid_to, ended)
                        values (:id, :role, :unit, :fromOfficer, :fromName, :toOfficer, :toName, :validFrom, :validTo, :ended)
                        """).params(Rows.of(delegation)).update();
    }

    /// What the officer gave and received.
    ///
    /// @param direction `given` or `received`, null for both
    /// @param state word of the state on the day, null for all
    Listing<Delegation> of(
            OfficerId officer, @Nullable String direction, @Nullable String state, LocalDate day, ListQuery query) {
        String where = "where ((from_officer = :officer and coalesce(:direction, 'given') = 'given')"
                + " or (to_officer = :officer and coalesce(:direction, 'received') = 'received'))"
                + " and (from_name ilike :like or to_name ilike :like)"
                + " and (cast(:state as text) is null or :state = " + Delegation.State.SQL + ")";
        String order = DelegationController.COLUMNS.order(query, "valid_from desc", "id");
        return PagedQuery.of(jdbc, SELECT + where)
                .with("officer", officer.value())
                .with("direction", direction)
                .with("state", state)
                .with("today", day)
                .page(query, order, Rows.to(Delegation.class));
    }

    List<Delegation> inForceTo(OfficerId officer, LocalDate day) {
        return jdbc.sql(SELECT + "where to_officer = :officer and not ended and :day between valid_from and valid_to")
                .param("officer", officer.value())
                .param("day", day)
                .query(Rows.to(Delegation.class))
                .list();
    }

    /// All persons to whom a role is delegated on the day.
    Set<OfficerId> delegatesOn(LocalDate day) {
        return Set.copyOf(jdbc.sql("select distinct to_officer from access.delegation"
                        + " where not ended and :day between valid_from and valid_to")
                .param("day", day)
                .query((row, n) -> new OfficerId(row.getObject(1, UUID.class)))
                .list());
    }

    /// The persons to whom the officer has delegated the role at the unit on the day.
    List<OfficerId> inForceFrom(OfficerId officer, Role role, UnitCode unit, LocalDate day) {
        return jdbc.sql(
                        "select to_officer from access.delegation where from_officer = :officer and role = :role"
                                + " and unit = :unit and not ended and :day between valid_from and valid_to order by valid_from, id")
                .param("officer", officer.value())
                .param("role", role.word())
                .param("unit", unit.value())
                .param("day", day)
                .query((row, n) -> new OfficerId(row.getObject(1, UUID.class)))
                .list();
    }

    Optional<Delegation> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Rows.to(Delegation.class))
                .optional();
    }

    void end(UUID id) {
        jdbc.sql("update access.delegation set ended = true where id = :id")
                .param("id", id)
                .update();
    }
}
