package org.shuguan.server.exchange;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.collection.RowCopies;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What this module has of rows for consumers: prepared files, changes in feeds, changes that an address did not take,
/// and rows on their way to another node. Tables and folders of consumers follow with their next delivery.
@Component
class GrantedRows implements RowCopies {
    private record Received(UnitCode consumer, Instant last) {}

    private final Grants grants;
    private final GrantFiles files;
    private final Feeds feeds;
    private final HookRecords hooks;
    private final TargetRecords targets;
    private final Deliveries deliveries;
    private final NodeSpool spool;
    private final JdbcClient jdbc;
    private final Clock clock;

    GrantedRows(
            Grants grants,
            GrantFiles files,
            Feeds feeds,
            HookRecords hooks,
            TargetRecords targets,
            Deliveries deliveries,
            NodeSpool spool,
            JdbcClient jdbc,
            Clock clock) {
        this.grants = grants;
        this.files = files;
        this.feeds = feeds;
        this.hooks = hooks;
        this.targets = targets;
        this.deliveries = deliveries;
        this.spool = spool;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<Place> remove(Which which) {
        long removedFiles = 0;
        long lines = 0;
        long letters = 0;
        for (Grant grant : grants.of(which.entry())) {
            boolean fresh = tell(which.removal(), grant.id());
            removedFiles += files.removeAll(grant.id());
            lines += feeds.removed(grant, which.table(), which.keys(), fresh);
            letters += hooks.forget(grant.id());
            removedFiles += endDeliveries(grant.id());
        }
        return places(removedFiles, lines, letters);
    }

    /// Ends deliveries whose rows were read before the removal; the next one has only what is left.
    ///
    /// @return number of their files
    private long endDeliveries(UUID grant) {
        List<TargetRecords.Delivery> open = targets.spools(grant);
        for (TargetRecords.Delivery delivery : open) {
            deliveries.failed(delivery, "exchange/node-removal", Map.of());
            spool.remove(delivery.id());
        }
        return open.size();
    }

    /// Notes that a grant's consumer is told.
    ///
    /// @return false if it was told already
    private boolean tell(UUID removal, UUID grant) {
        return jdbc.sql("insert into exchange.removal_told (removal, data_grant, at) values (:removal, :grant, :now)"
                                + " on conflict do nothing")
                        .param("removal", removal)
                        .param("grant", grant)
                        .param("now", Rows.parameter(clock.instant()))
                        .update()
                == 1;
    }

    private static List<Place> places(long files, long lines, long letters) {
        return List.of(
                new Place("granted-files", files), new Place("feed-lines", lines), new Place("dead-letters", letters));
    }

    /// Files and letters that are there now were made of versions without the rows.
    @Override
    public List<Place> left(Which which) {
        long lines = grants.of(which.entry()).stream()
                .mapToLong(grant -> feeds.removedLines(grant, which.keys()).size())
                .sum();
        return places(0, lines, 0);
    }

    @Override
    public List<Receiver> receivers(UUID entry) {
        List<Grant> all = grants.of(entry);
        Map<UnitCode, Instant> last = new LinkedHashMap<>();
        if (!all.isEmpty()) {
            jdbc.sql("""
                            select consumer, max(at) as last from (
                                select consumer, at from exchange.call
                                 where data_grant = any(:grants) and row_count > 0 and status < 400
                                -- calls of archived months are counted by day
                                union all
                                select consumer, day::timestamp at time zone 'Asia/Shanghai' from exchange.daily
                                 where data_grant = any(:grants) and row_count > 0) received
                             group by consumer order by consumer
                            """)
                    .param("grants", all.stream().map(Grant::id).toArray(UUID[]::new))
                    .query(Rows.to(Received.class))
                    .list()
                    .forEach(one -> last.put(one.consumer(), one.last()));
        }
        return last.entrySet().stream()
                .map(one -> new Receiver(one.getKey(), one.getValue()))
                .toList();
    }
}
