package org.shuguan.server.census;

import org.shuguan.server.indicator.Absence;
import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the census counted.
@Configuration(proxyBeanMethods = false)
class CensusIndicators {
    private static final RowsLink SOURCES = RowsLink.of("/office/census", "/api/census/sources", "unit");

    @Bean
    DeclaredIndicators censusDeclared() {
        return DeclaredIndicators.of(
                Indicator.number(
                        "census.sources",
                        "databases",
                        Better.MORE,
                        Counting.number("select unit, count(*) as value from census.source group by unit"),
                        SOURCES,
                        CensusPermission.READ,
                        CensusPermission.OVERSEE),
                found("tables", Better.MORE),
                found("columns", Better.MORE),
                found("recognised", Better.NEITHER));
    }

    /// A number of the newest complete census of each source.
    private static Indicator found(String what, Better better) {
        return Indicator.number(
                        "census." + what,
                        what.equals("tables") ? "tables" : "columns",
                        better,
                        Counting.number("select s.unit, sum(c." + what + ") as value from (" + SourceRecords.COUNTED
                                + ") c join census.source s on s.id = c.source group by s.unit"),
                        SOURCES.adding(what),
                        CensusPermission.READ,
                        CensusPermission.OVERSEE)
                .absent(Absence.NO_CENSUS);
    }
}
