package org.shuguan.server.chain;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.CatalogPermission;
import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.indicator.Count;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.shuguan.server.institution.UnitCode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// For how many of a unit's published entries each link of the chain holds.
@Configuration(proxyBeanMethods = false)
class ChainIndicators {
    private static final String PAGE = "/office/chain";
    private static final String LIST = "/api/chain";

    @Bean
    DeclaredIndicators chainDeclared(Chains chains, EntryDirectory directory) {
        return new DeclaredIndicators(chains.known().stream()
                .map(link -> Indicator.percent(
                        "chain." + link.word(),
                        Better.MORE,
                        (jdbc, at) -> count(link, chains, directory),
                        RowsLink.of(PAGE, LIST, "unit", "holds", link.word()),
                        RowsLink.of(PAGE, LIST, "unit"),
                        CatalogPermission.READ,
                        CatalogPermission.OVERSEE))
                .toList());
    }

    private static List<Count> count(ChainLink link, Chains chains, EntryDirectory directory) {
        List<EntryDirectory.Published> all = directory.published(Scope.EVERYTHING);
        Set<UUID> holding = new HashSet<>(chains.holding(
                link, all.stream().map(EntryDirectory.Published::entry).toList()));
        Map<UnitCode, int[]> counts = new TreeMap<>();
        for (EntryDirectory.Published one : all) {
            int[] count = counts.computeIfAbsent(one.unit(), unit -> new int[2]);
            count[0] += holding.contains(one.entry()) ? 1 : 0;
            count[1]++;
        }
        return counts.entrySet().stream()
                .map(one -> new Count(one.getKey(), one.getValue()[0], (double) one.getValue()[1]))
                .toList();
    }
}
