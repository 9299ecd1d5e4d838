package org.shuguan.server.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Compiles the inventory of a unit.
@Component
class Inventories {
    private final SourceRecords sources;
    private final Runs runs;
    private final FoundTables tables;
    private final CorrectionsInForce inForce;
    private final RelationRecords relations;
    private final Institution institution;

    Inventories(
            SourceRecords sources,
            Runs runs,
            FoundTables tables,
            CorrectionsInForce inForce,
            RelationRecords relations,
            Institution institution) {
        this.sources = sources;
        this.runs = runs;
        this.tables = tables;
        this.inForce = inForce;
        this.relations = relations;
        this.institution = institution;
    }

    /// @throws CensusRefused if no census of the unit has finished
    @Transactional(readOnly = true)
    Inventory of(UnitCode code) {
        Unit unit = institution.unit(code).orElseThrow(NotFound::new);
        List<Inventory.Store> stores = new ArrayList<>();
        List<String> uncounted = new ArrayList<>();
        for (SourceRecord source : sources.of(code)) {
            Optional<CensusRun> newest = runs.newestDone(source.id());
            newest.ifPresentOrElse(run -> stores.add(store(source, run)), () -> uncounted.add(source.name()));
        }
        if (stores.isEmpty()) {
            throw CensusRefused.nothingCounted();
        }
        return new Inventory(unit, institution.today(), stores, uncounted, duplicates(code));
    }

    private List<Inventory.Duplicate> duplicates(UnitCode unit) {
        return relations.twinsOf(unit).stream()
                .map(duplicate -> new Inventory.Duplicate(
                        duplicate.path(),
                        duplicate.tableComment(),
                        duplicate.columnName(),
                        institution
                                .unit(duplicate.otherUnit())
                                .map(Unit::name)
                                .orElse(duplicate.otherUnit().value()),
                        duplicate.otherPath(),
                        duplicate.otherColumn(),
                        duplicate.common(),
                        Math.round(duplicate.share() * 100),
                        Math.round(duplicate.otherShare() * 100)))
                .toList();
    }

    private Inventory.Store store(SourceRecord source, CensusRun run) {
        Corrections corrections = inForce.of(source.id());
        List<TableResult> results = tables.results(run.id()).stream()
                .map(measured -> CorrectionsInForce.apply(corrections, measured))
                .toList();
        List<Inventory.Gap> gaps = new ArrayList<>();
        for (TableResult result : results) {
            if (result.problem() != null) {
                gaps.add(gap(result.table().path(), result.problem().reason()));
            }
        }
        tables.unread(run.id()).forEach(file -> gaps.add(gap(file.path(), file.reason())));
        return new Inventory.Store(
                source.name(), source.kind(), Objects.requireNonNull(run.finishedAt()), results, gaps);
    }

    /// The reason in Chinese, as the report, and without technical messages, which are for those who correct the
    /// problem.
    private static Inventory.Gap gap(String path, String reason) {
        return new Inventory.Gap(path, CensusTexts.in(Locale.SIMPLIFIED_CHINESE).unread(reason));
    }
}
