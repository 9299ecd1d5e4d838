package org.shuguan.server.census;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// One column of a found table, with its own address.
@RestController
@RequestMapping("/api/census/runs/{id}/tables/{table}/columns")
class ColumnController {
    /// @param number position of the column in its table, from 1; names may contain characters that addresses may
    ///     not
    /// @param columns number of columns of the table
    record ColumnPage(
            UUID run,
            long table,
            String path,
            @Nullable String tableComment,
            int number,
            int columns,
            RunController.ColumnView column) {}

    private final CensusAccess access;
    private final FoundTables tables;
    private final CorrectionsInForce inForce;

    ColumnController(CensusAccess access, FoundTables tables, CorrectionsInForce inForce) {
        this.access = access;
        this.tables = tables;
        this.inForce = inForce;
    }

    @GetMapping("/{column}")
    ColumnPage one(@PathVariable UUID id, @PathVariable long table, @PathVariable int column, Actor actor) {
        CensusRun run = access.readableRun(actor, id);
        FoundTables.FoundColumn found = tables.column(run.id(), table, column)
                .map(measured -> CorrectionsInForce.apply(inForce.of(run.source()), measured))
                .orElseThrow(NotFound::new);
        return new ColumnPage(
                run.id(),
                table,
                found.path(),
                found.tableComment(),
                column,
                found.columns(),
                RunController.column(found.profile(), found.key(), found.classification(), Texts.ofCensus()));
    }
}
