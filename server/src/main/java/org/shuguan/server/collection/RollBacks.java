package org.shuguan.server.collection;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.server.access.Person;
import org.shuguan.server.platform.Reconciliation;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Makes older versions the current ones again. The order is stored first, with its audit entry; the lake follows, and
/// if the server dies between the two, at the next look.
@Component
class RollBacks implements Reconciliation {
    private static final String SELECT = "select id, plan, snapshot::text as snapshot, reason, ordered_by, ordered_at,"
            + " done_at from collection.roll_back ";
    private static final RowMapper<RollBack> ROLL_BACK = Rows.to(RollBack.class);

    /// An order, with what came of it.
    ///
    /// @param snapshot the version that became the current one
    record RollBack(
            UUID id,
            UUID plan,
            String snapshot,
            String reason,
            String orderedBy,
            Instant orderedAt,
            @Nullable Instant doneAt) {}

    private final JdbcClient jdbc;
    private final Plans plans;
    private final CityLake lake;
    private final Clock clock;

    RollBacks(JdbcClient jdbc, Plans plans, CityLake lake, Clock clock) {
        this.jdbc = jdbc;
        this.plans = plans;
        this.lake = lake;
        this.clock = clock;
    }

    void order(Plan plan, long snapshot, String reason, Person by) {
        jdbc.sql("""
                        insert into collection.roll_back
                               (id, plan, snapshot, reason, ordered_by, ordered_by_id, ordered_at)
                        values (:id, :plan, :snapshot, :reason, :by, :byId, :now)
                        """)
                .param("id", UUID.randomUUID())
                .param("plan", plan.id())
                .param("snapshot", snapshot)
                .param("reason", reason)
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("now", Rows.parameter(clock.instant()))
                .update();
    }

    /// The orders of a plan, the newest first.
    List<RollBack> of(UUID plan) {
        return jdbc.sql(SELECT + "where plan = :plan order by ordered_at desc, id")
                .param("plan", plan)
                .query(ROLL_BACK)
                .list();
    }

    /// Does what was ordered and not done.
    ///
    /// @return the number of orders
    int finish(Plan plan) {
        List<RollBack> open = jdbc.sql(SELECT + "where plan = :plan and done_at is null order by ordered_at, id")
                .param("plan", plan.id())
                .query(ROLL_BACK)
                .list();
        LakeTable table = open.isEmpty() ? null : lake.table(plan);
        for (RollBack order : open) {
            boolean there = table != null
                    && table.version(Long.parseLong(order.snapshot())).isPresent();
            if (there) {
                rollBack(Objects.requireNonNull(table), order);
            }
            // If the rule of retention has removed the version since, there is nothing left to do.
            jdbc.sql("update collection.roll_back set done_at = :now where id = :id")
                    .param("id", order.id())
                    .param("now", Rows.parameter(clock.instant()))
                    .update();
        }
        return open.size();
    }

    private static void rollBack(LakeTable table, RollBack order) {
        try {
            table.rollBack(Long.parseLong(order.snapshot()));
        } catch (LakeRefused gone) {
            throw new IllegalStateException(gone);
        }
    }

    @Override
    public String name() {
        return "orders to make an older version the current one";
    }

    @Override
    public int reconcile() {
        return jdbc
                .sql("select distinct plan from collection.roll_back where done_at is null")
                .query((row, n) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .flatMap(plan -> plans.find(plan).stream())
                .mapToInt(this::finish)
                .sum();
    }
}
