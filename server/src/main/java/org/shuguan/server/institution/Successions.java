package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The successors of units.
@Repository
class Successions {
    private static final String SELECT = """
            select s.act, a.day, s.predecessor, s.successor, s.share, s.answers
              from institution.succession s join institution.act a on a.id = s.act
            """;

    private final JdbcClient jdbc;

    Successions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Succession succession) {
        jdbc.sql("""
                        insert into institution.succession (act, predecessor, successor, share, answers)
                        values (:act, :predecessor, :successor, :share, :answers)
                        """)
                .param("act", succession.act())
                .param("predecessor", succession.predecessor().value())
                .param("successor", succession.successor().value())
                .param("share", succession.share())
                .param("answers", succession.answers())
                .update();
    }

    List<Succession> of(UUID act) {
        return jdbc.sql(SELECT + " where s.act = :act order by s.predecessor, s.successor")
                .param("act", act)
                .query(Rows.to(Succession.class))
                .list();
    }

    List<Succession> touching(UnitCode unit) {
        return jdbc.sql(
                        SELECT
                                + " where s.predecessor = :unit or s.successor = :unit order by a.day, s.predecessor, s.successor")
                .param("unit", unit.value())
                .query(Rows.to(Succession.class))
                .list();
    }

    /// The unit responsible on the day: the unit itself while it exists, then its successor, which may itself have
    /// one.
    UnitCode answering(UnitCode unit, LocalDate day) {
        return last(unit, next(day));
    }

    /// The unit responsible on the day for each of the units.
    Map<UnitCode, Unit> answering(List<Unit> known, LocalDate day) {
        Map<UnitCode, UnitCode> next = next(day);
        Map<UnitCode, Unit> byCode = new HashMap<>();
        known.forEach(unit -> byCode.put(unit.code(), unit));
        Map<UnitCode, Unit> answering = new HashMap<>();
        known.forEach(unit -> answering.put(unit.code(), byCode.getOrDefault(last(unit.code(), next), unit)));
        return answering;
    }

    /// The unit and all ended units whose successor it is on the day.
    Set<UnitCode> answersFor(UnitCode unit, LocalDate day) {
        Map<UnitCode, UnitCode> next = next(day);
        Set<UnitCode> all = new HashSet<>();
        all.add(unit);
        next.keySet().stream().filter(gone -> last(gone, next).equals(unit)).forEach(all::add);
        return all;
    }

    private Map<UnitCode, UnitCode> next(LocalDate day) {
        Map<UnitCode, UnitCode> next = new HashMap<>();
        jdbc.sql(SELECT + " where s.answers and s.predecessor <> s.successor and a.day <= :day")
                .param("day", day)
                .query(Rows.to(Succession.class))
                .list()
                .forEach(one -> next.put(one.predecessor(), one.successor()));
        return next;
    }

    /// Terminates, because an ended unit never exists again.
    private static UnitCode last(UnitCode unit, Map<UnitCode, UnitCode> next) {
        UnitCode at = unit;
        for (UnitCode after = next.get(at); after != null; after = next.get(at)) {
            at = after;
        }
        return at;
    }
}
