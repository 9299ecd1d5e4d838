package org.shuguan.dataplane.census;

import java.util.List;
import java.util.stream.Collectors;
import org.shuguan.dataplane.draft.DraftEntry;
import org.shuguan.dataplane.draft.Drafting;
import org.shuguan.dataplane.source.Table;

/// The results of a census and its drafts as lines, to be compared in a test.
final class Listing {
    private static final Drafting DRAFTING = new Drafting();

    private Listing() {}

    static String of(List<TableResult> results) {
        return results.stream().map(Listing::of).collect(Collectors.joining());
    }

    private static String of(TableResult result) {
        Table table = result.table();
        if (result.problem() != null) {
            return table.name() + ": " + result.problem() + "\n";
        }
        DraftEntry draft = DRAFTING.draft(result, "database");
        StringBuilder text = new StringBuilder(table.name() + " " + table.kind() + " " + draft.rows() + "\n");
        table.keys()
                .forEach(key -> text.append(key.primary() ? "  key " : "  unique ")
                        .append(key.columns())
                        .append('\n'));
        table.references()
                .forEach(reference -> text.append(
                        "  " + reference.columns() + " -> " + reference.table() + " " + reference.referenced() + "\n"));
        for (int i = 0; i < draft.items().size(); i++) {
            DraftEntry.Item item = draft.items().get(i);
            text.append("  " + item.physicalName() + " " + item.type());
            text.append(item.detected() == null ? "" : " " + item.detected());
            String least = result.profile().columns().get(i).min();
            text.append(least == null ? "\n" : " = " + least + "\n");
        }
        return text.toString();
    }
}
