package org.shuguan.server.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.shuguan.server.access.Actor;
import org.shuguan.server.identity.AccountAdministration;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.Refusal;
import org.shuguan.server.platform.Texts;
import org.springframework.transaction.support.TransactionTemplate;

/// One pass over a workbook: the change of each row, and all errors by sheet, row and column.
final class WorkbookImport {
    /// @param column its heading, empty if the error concerns the whole row
    record Wrong(String sheet, int row, String column, String message) {}

    enum Kind {
        NEW,
        CHANGED;

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }
    }

    record Change(String sheet, int row, Kind kind, String what) {}

    private static final int MOST_WRONG = 1000;

    private final Texts texts;
    private final TransactionTemplate each;
    private final Actor actor;
    private final boolean kept;
    private final List<Wrong> wrong = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<AccountAdministration.Handed> handed = new ArrayList<>();
    private int unchanged;

    /// @param each a nested transaction per row, so that a refused row does not roll back the others
    /// @param kept whether the import will be committed; expensive steps are skipped if not
    WorkbookImport(Texts texts, TransactionTemplate each, Actor actor, boolean kept) {
        this.texts = texts;
        this.each = each;
        this.actor = actor;
        this.kept = kept;
    }

    Actor actor() {
        return actor;
    }

    boolean kept() {
        return kept;
    }

    /// Records that a cell is wrong.
    void wrong(IncomingWorkbook.Row row, String column, String code, Map<String, Object> facts) {
        wrong(row.sheet(), row.number(), column, texts.say("invalid." + code, facts));
    }

    void wrong(String sheet, int row, String column, String message) {
        if (wrong.size() < MOST_WRONG) {
            wrong.add(new Wrong(sheet, row, column, message));
        }
    }

    /// Performs the change of a row, and records an error if it is refused.
    ///
    /// @param columns heading by the field that a refusal names
    /// @param change performs the change and returns its description
    void attempt(IncomingWorkbook.Row row, Kind kind, Map<String, String> columns, Supplier<String> change) {
        try {
            String what = each.execute(status -> change.get());
            changes.add(new Change(row.sheet(), row.number(), kind, String.valueOf(what)));
        } catch (InvalidInput invalid) {
            invalid.errors()
                    .forEach(error -> wrong(
                            row, columns.getOrDefault(error.field(), error.field()), error.code(), error.facts()));
        } catch (Refusal refused) {
            wrong(row.sheet(), row.number(), "", texts.say("refusal." + refused.code(), refused.facts()));
        }
    }

    void addUnchanged() {
        unchanged++;
    }

    void addOpened(AccountAdministration.Handed account) {
        handed.add(account);
    }

    List<Wrong> wrong() {
        return List.copyOf(wrong);
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    List<AccountAdministration.Handed> handed() {
        return List.copyOf(handed);
    }

    int unchanged() {
        return unchanged;
    }
}
