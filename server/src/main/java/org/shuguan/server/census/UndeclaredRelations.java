package org.shuguan.server.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.shuguan.dataplane.compare.KnownColumn;
import org.shuguan.dataplane.compare.Relations;
import org.shuguan.dataplane.compare.TableSnapshot;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Finds undeclared references within a source and duplicates with tables of other units, after a census.
@Component
class UndeclaredRelations {
    private static final String REFERENCE = "reference";
    private static final String DUPLICATE = "duplicate";
    /// Above this number of tables, columns without a recognised type are not compared with each other, to limit
    /// memory.
    private static final int MANY = 500;

    private final FoundTables tables;
    private final RelationRecords records;
    private final CorrectionsInForce inForce;

    UndeclaredRelations(FoundTables tables, RelationRecords records, CorrectionsInForce inForce) {
        this.tables = tables;
        this.records = records;
        this.inForce = inForce;
    }

    /// Replaces the earlier results of the source.
    @Transactional
    public void look(CensusRun run) {
        var corrections = inForce.of(run.source());
        List<KnownColumn> mine = new ArrayList<>();
        var paths = new TreeSet<>(tables.paths(run.id()));
        for (String path : paths) {
            tables.seen(run.id(), path)
                    .map(seen -> new TableSnapshot(
                            CorrectionsInForce.apply(corrections, seen.result()), seen.sketches(), seen.signature()))
                    .ifPresent(seen -> KnownColumn.of(seen).stream()
                            .filter(column -> paths.size() <= MANY || column.unique() || column.type() != null)
                            .forEach(mine::add));
        }
        records.forget(run.source());
        Thresholds thresholds = Objects.requireNonNullElse(run.thresholds(), Thresholds.DEFAULT);
        mine.forEach(column -> records.add(run.source(), run.unit(), column));
        var here = new Side(run.source(), run.unit());
        for (Relations.Reference reference : Relations.references(mine, thresholds)) {
            records.add(relation(
                    REFERENCE,
                    here,
                    reference.from(),
                    here,
                    reference.to(),
                    new Shares(reference.share() * reference.from().sketch().distinct(), reference.share(), 0)));
        }
        records.eachIdentifyingElsewhere(run.unit(), other -> duplicates(here, mine, other, thresholds));
    }

    /// Stores a duplicate for both sides.
    private void duplicates(Side here, List<KnownColumn> mine, RelationRecords.Owned other, Thresholds thresholds) {
        var there = new Side(other.source(), other.unit());
        for (Relations.Duplicate duplicate : Relations.duplicates(mine, List.of(other.column()), thresholds)) {
            records.add(relation(
                    DUPLICATE,
                    here,
                    duplicate.first(),
                    there,
                    duplicate.second(),
                    new Shares(duplicate.common(), duplicate.ofFirst(), duplicate.ofSecond())));
            records.add(relation(
                    DUPLICATE,
                    there,
                    duplicate.second(),
                    here,
                    duplicate.first(),
                    new Shares(duplicate.common(), duplicate.ofSecond(), duplicate.ofFirst())));
        }
    }

    private record Side(java.util.UUID source, UnitCode unit) {}

    private record Shares(double common, double mine, double theirs) {}

    private static RelationRecords.Relation relation(
            String kind, Side here, KnownColumn mine, Side there, KnownColumn theirs, Shares shares) {
        return new RelationRecords.Relation(
                0,
                kind,
                here.source(),
                here.unit(),
                mine.path(),
                mine.tableComment(),
                mine.column(),
                there.source(),
                there.unit(),
                theirs.path(),
                theirs.tableComment(),
                theirs.column(),
                mine.type() == null ? null : mine.type().word(),
                Math.round(shares.common()),
                shares.mine(),
                shares.theirs(),
                mine.rows(),
                theirs.rows());
    }
}
