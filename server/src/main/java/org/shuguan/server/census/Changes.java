package org.shuguan.server.census;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuguan.dataplane.compare.Comparison;
import org.shuguan.dataplane.compare.CycleEstimate;
import org.shuguan.dataplane.compare.TableSnapshot;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Compares censuses of a source.
@Component
class Changes {
    private final FoundTables tables;
    private final TableChanges changes;
    private final CensusRules rules;

    Changes(FoundTables tables, TableChanges changes, CensusRules rules) {
        this.tables = tables;
        this.changes = changes;
        this.rules = rules;
    }

    /// Repeats the comparison, because a run that was interrupted may have found more since.
    @Transactional
    public void compareAnew(UUID run, UUID before) {
        changes.forget(run);
        compare(run, before);
    }

    /// Compares two completed runs of one source once, table by table, so that at most two tables are in memory.
    @Transactional
    public void compare(UUID run, UUID before) {
        if (!changes.claim(run, before)) {
            return;
        }
        Set<String> then = tables.paths(before);
        Set<String> now = tables.paths(run);
        Set<String> renamed = renamed(run, before, then, now);
        for (String path : new TreeSet<>(union(then, now))) {
            Optional<TableSnapshot> was = then.contains(path) ? tables.seen(before, path) : Optional.empty();
            Optional<TableSnapshot> is = now.contains(path) ? tables.seen(run, path) : Optional.empty();
            if (renamed.contains(path)) {
                continue;
            }
            if (was.isPresent() && is.isPresent()) {
                changes.add(run, before, Comparison.between(was.get(), is.get()));
            } else {
                is.ifPresent(table -> changes.add(
                        run,
                        before,
                        tables.isUnread(before, path)
                                ? Comparison.unreadTable(null, table)
                                : Comparison.newTable(table)));
                was.ifPresent(table -> changes.add(
                        run,
                        before,
                        tables.isUnread(run, path)
                                ? Comparison.unreadTable(table, null)
                                : Comparison.goneTable(table)));
            }
        }
    }

    /// Estimates how often a table changes, from the censuses whose signatures have the key of the latest.
    CycleEstimate rhythm(UUID source, String path) {
        List<TableChanges.Sighting> seen = changes.sightings(source, path);
        return CycleEstimate.from(
                seen.stream()
                        .filter(one -> one.sketchKey().equals(seen.getFirst().sketchKey()))
                        .map(one ->
                                new CycleEstimate.Observation(one.at(), one.rowsRead(), one.signature(), one.newest()))
                        .toList(),
                rules.grace());
    }

    /// Stores probable renamings and returns both paths of each.
    private Set<String> renamed(UUID run, UUID before, Set<String> then, Set<String> now) {
        List<TableSnapshot> gone = only(then, now)
                .flatMap(path -> tables.seen(before, path).stream())
                .toList();
        List<TableSnapshot> fresh =
                only(now, then).flatMap(path -> tables.seen(run, path).stream()).toList();
        Set<String> paths = new HashSet<>();
        for (Map.Entry<String, String> pair :
                Comparison.renamedTables(gone, fresh).entrySet()) {
            TableSnapshot was = tables.seen(before, pair.getValue()).orElseThrow();
            TableSnapshot is = tables.seen(run, pair.getKey()).orElseThrow();
            changes.add(run, before, Comparison.between(was, is));
            paths.addAll(List.of(pair.getKey(), pair.getValue()));
        }
        return paths;
    }

    private static Stream<String> only(Set<String> these, Set<String> those) {
        return these.stream().filter(path -> !those.contains(path)).sorted();
    }

    private static List<String> union(Set<String> a, Set<String> b) {
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
