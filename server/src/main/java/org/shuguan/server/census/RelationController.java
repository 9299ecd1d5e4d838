package org.shuguan.server.census;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.compare.Relations;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Undeclared relations: those of a table, and all duplicates between units. Shows names of units, tables and
/// columns, no values.
@RestController
@RequestMapping("/api/census")
class RelationController {
    /// @param share estimated share of this side's different values that the other has, in percent
    record RelationView(
            long id,
            UnitCode unit,
            String unitName,
            String path,
            @Nullable String tableComment,
            String column,
            UnitCode otherUnit,
            String otherUnitName,
            String otherPath,
            @Nullable String otherComment,
            String otherColumn,
            @Nullable String type,
            long common,
            long share,
            long otherShare,
            long rows,
            long otherRows) {}

    /// @param duplicates columns of other units with the same values
    /// @param references keys that its columns reference
    /// @param pointingHere columns that reference its keys
    /// @param keys columns that could be an undeclared key: a value in each row, no value twice
    record TableRelations(
            List<RelationView> duplicates,
            List<RelationView> references,
            List<RelationView> pointingHere,
            List<String> keys) {}

    static final ListColumns<RelationView> COLUMNS = ListColumns.<RelationView>titled("census.duplicate.")
            .column("unit", RelationView::unitName, "unit")
            .column("path", RelationView::path, "path")
            .column("column", RelationView::column)
            .column("other", RelationView::otherUnitName, "other_unit")
            .column("other-table", RelationView::otherPath)
            .column("other-column", RelationView::otherColumn)
            .column("type", RelationView::type)
            .column("common", RelationView::common, "common")
            .column("share", RelationView::share, "share")
            .column("other-share", RelationView::otherShare);

    private final CensusAccess access;
    private final FoundTables tables;
    private final RelationRecords records;
    private final Institution institution;
    private final Texts texts;

    RelationController(
            CensusAccess access, FoundTables tables, RelationRecords records, Institution institution, Texts texts) {
        this.access = access;
        this.tables = tables;
        this.records = records;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping("/runs/{id}/tables/{table}/relations")
    TableRelations ofTable(@PathVariable UUID id, @PathVariable long table, Actor actor) {
        CensusRun run = access.readableRun(actor, id);
        TableResult result = tables.result(run.id(), table).orElseThrow(NotFound::new);
        String path = result.table().path();
        List<RelationRecords.Relation> all = records.of(run.source(), path);
        return new TableRelations(
                all.stream()
                        .filter(r -> r.kind().equals("duplicate"))
                        .map(this::view)
                        .toList(),
                all.stream()
                        .filter(r -> r.kind().equals("reference"))
                        .map(this::view)
                        .toList(),
                records.pointingAt(run.source(), path).stream().map(this::view).toList(),
                Relations.keyCandidates(result));
    }

    /// Duplicates between two units; all of them for the bureau, those of their own units for stewards and CDOs.
    @GetMapping("/duplicates")
    Listing<RelationView> duplicates(@ParameterObject ListQuery query, Actor actor) {
        return records.duplicates(access.listed(actor), query).map(this::view);
    }

    @GetMapping("/duplicates/export.{format}")
    ResponseEntity<byte[]> export(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return COLUMNS.download(format, texts.say("census.duplicates"), query, page -> duplicates(page, actor), texts);
    }

    private RelationView view(RelationRecords.Relation relation) {
        CensusTexts words = Texts.ofCensus();
        return new RelationView(
                relation.id(),
                relation.unit(),
                institution.unitName(relation.unit()),
                relation.path(),
                relation.tableComment(),
                relation.columnName(),
                relation.otherUnit(),
                institution.unitName(relation.otherUnit()),
                relation.otherPath(),
                relation.otherComment(),
                relation.otherColumn(),
                relation.type() == null
                        ? null
                        : DataType.find(relation.type()).map(words::type).orElse(null),
                relation.common(),
                Math.round(relation.share() * 100),
                Math.round(relation.otherShare() * 100),
                relation.rowsRead(),
                relation.otherRows());
    }
}
