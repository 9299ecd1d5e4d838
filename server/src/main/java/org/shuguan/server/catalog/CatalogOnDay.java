package org.shuguan.server.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The catalog as it was at the end of a day.
@Repository
class CatalogOnDay {
    record Row(
            UUID entry,
            int version,
            ResourceCode code,
            UnitCode unit,
            String title,
            Grade grade,
            int items,
            Instant publishedAt,
            @Nullable String signedBy,
            @Nullable String signedFor,
            Capacity.@Nullable Kind signedCapacity,
            @Nullable String signedRole,
            @Nullable Instant signedAt) {}

    /// Only their unit and the bureau see withdrawn versions, because the reason of the withdrawal may concern the
    /// content.
    private static final String FOUND = """
              from catalog.version v join catalog.entry e on e.id = v.entry
             where v.published_at < :end and (v.published_until is null or v.published_until >= :end)
               and v.state in ('published', 'superseded', 'withdrawn')
               and (v.state <> 'withdrawn' or (:sightAll or e.unit = any(:sightUnits)))
               and (:everywhere or e.unit = any(:units))
               and (v.title ilike :like or e.code ilike :like)
            """;

    private final JdbcClient jdbc;

    CatalogOnDay(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param units only their entries; null for all units
    /// @param sight units whose withdrawn versions the reader may see
    Listing<Row> on(LocalDate day, @Nullable Set<UnitCode> units, Scope sight, ListQuery query) {
        var end = CityTime.startOf(day.plusDays(1)).atOffset(ZoneOffset.UTC);
        String order = AsOfController.COLUMNS.order(query, "e.code", "v.entry, v.number");
        return PagedQuery.of(jdbc, """
                        select v.entry, v.number as version, e.code, e.unit, v.title, v.grade,
                               jsonb_array_length(v.content -> 'items') as items, v.published_at, v.signed_by,
                               v.signed_for, v.signed_capacity,
                               v.signed_role, v.signed_at
                        """ + FOUND)
                .with("end", end)
                .with("everywhere", units == null)
                .with("units", codes(units == null ? Set.of() : units))
                .with(sight.parameters("sight"))
                .page(query, order, org.shuguan.server.platform.Rows.to(Row.class));
    }

    private static String[] codes(Set<UnitCode> units) {
        return units.stream().map(UnitCode::value).toArray(String[]::new);
    }
}
