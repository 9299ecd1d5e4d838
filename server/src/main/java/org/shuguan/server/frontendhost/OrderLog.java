package org.shuguan.server.frontendhost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What front-end hosts were asked to read, and what came of it.
@Repository
class OrderLog {
    /// How long it is kept.
    private static final Duration KEPT = Duration.ofDays(90);

    private static final int SHOWN = 20;

    /// An order that has ended.
    ///
    /// @param source address of the source, without its secret
    /// @param tablePath null for a list of tables
    /// @param attempts how often it was begun
    /// @param problem why it failed, the name of a reason; null if it did not
    record Line(
            UUID id,
            UUID host,
            String source,
            @Nullable String tablePath,
            Instant askedAt,
            Instant endedAt,
            int attempts,
            long rows,
            long bytes,
            @Nullable String problem,
            @Nullable String detail) {}

    private final JdbcClient jdbc;

    OrderLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Line line) {
        jdbc.sql("""
                        insert into frontendhost.order_log
                               (id, host, source, table_path, asked_at, ended_at, attempts, rows, bytes, problem, detail)
                        values (:id, :host, :source, :tablePath, :askedAt, :endedAt, :attempts, :rows, :bytes, :problem,
                                :detail)
                        """).params(Rows.of(line)).update();
    }

    /// The last orders of a host.
    List<Line> of(UUID host) {
        return jdbc.sql("""
                        select id, host, source, table_path, asked_at, ended_at, attempts, rows, bytes, problem, detail
                          from frontendhost.order_log where host = :host order by ended_at desc, id limit :most
                        """)
                .param("host", host)
                .param("most", SHOWN)
                .query(Rows.to(Line.class))
                .list();
    }

    void tidy(Instant now) {
        jdbc.sql("delete from frontendhost.order_log where ended_at < :before")
                .param("before", Rows.parameter(now.minus(KEPT)))
                .update();
    }
}
