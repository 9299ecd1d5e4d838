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

/// One reading of a workbook: what each row would change, and all that is wrong, by sheet, row and column.
final class WorkbookImport {
    /// @param column its heading, empty where the row as a whole is refused
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

    /// @param each a nested transaction: a row that is refused does not take the others with it
    /// @param kept whether it will be kept; else what costs is not done
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

    /// Tells that a cell is wrong.
    void wrong(IncomingWorkbook.Row row, String column, String code, Map<String, Object> facts) {
        wrong(row.sheet(), row.number(), column, texts.say("invalid." + code, facts));
    }

    void wrong(String sheet, int row, String column, String message) {
        if (wrong.size() < MOST_WRONG) {
            wrong.add(new Wrong(sheet, row, column, message));
        }
    }

    /// Does what a row asks for, and tells what was refused.
    ///
    /// @param columns field of a refusal → heading
    /// @param change gives what was changed, in words
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
