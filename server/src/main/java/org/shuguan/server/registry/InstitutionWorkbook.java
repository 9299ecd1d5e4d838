package org.shuguan.server.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.identity.AccountAdministration;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Register;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Exports and imports units, appointments and accounts as one workbook. An import is all or nothing; a preview
/// performs the import and rolls it back.
@Component
class InstitutionWorkbook {
    /// @param unchanged number of rows without a change
    record Result(
            List<WorkbookImport.Change> changes,
            int unchanged,
            List<WorkbookImport.Wrong> wrong,
            List<AccountAdministration.Handed> handed) {}

    private final UnitSheet units;
    private final AppointmentSheet appointments;
    private final AccountSheet accounts;
    private final Register register;
    private final Institution institution;
    private final Texts texts;
    private final TransactionTemplate whole;
    private final TransactionTemplate each;

    InstitutionWorkbook(
            UnitSheet units,
            AppointmentSheet appointments,
            AccountSheet accounts,
            Register register,
            Institution institution,
            Texts texts,
            PlatformTransactionManager transactions) {
        this.units = units;
        this.appointments = appointments;
        this.accounts = accounts;
        this.register = register;
        this.institution = institution;
        this.texts = texts;
        this.whole = new TransactionTemplate(transactions);
        // A transaction of its own, so that listeners for commits are not called for a preview.
        whole.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.each = new TransactionTemplate(transactions);
        each.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    List<Spreadsheet> export(Actor actor) {
        List<List<@Nullable Object>> notes = Stream.of(
                        UnitSheet.say(texts, "workbook.notes").split("\\|", -1))
                .map(line -> Arrays.<@Nullable Object>asList(line.strip()))
                .toList();
        return List.of(
                new Spreadsheet(
                        UnitSheet.say(texts, "workbook.explanation"),
                        List.of(UnitSheet.say(texts, "workbook.explanation")),
                        notes),
                units.export(),
                appointments.export(),
                accounts.export(actor));
    }

    /// The changes that the file would make and all its errors; nothing is stored.
    Result preview(IncomingWorkbook book, Actor actor) {
        mustHaveSheets(book);
        return Objects.requireNonNull(whole.execute(status -> {
            WorkbookImport run = importSheets(book, actor, false);
            status.setRollbackOnly();
            return result(run);
        }));
    }

    /// Imports the file.
    ///
    /// @throws InvalidInput if anything is wrong; then nothing is imported
    Result importFile(IncomingWorkbook book, Actor actor) {
        mustHaveSheets(book);
        return Objects.requireNonNull(whole.execute(status -> {
            WorkbookImport run = importSheets(book, actor, true);
            if (!run.wrong().isEmpty()) {
                throw new InvalidInput(run.wrong().stream()
                        .map(wrong -> new InvalidInput.FieldError(
                                wrong.sheet() + "!" + wrong.row() + " " + wrong.column(),
                                "cell",
                                Map.of("message", wrong.message())))
                        .toList());
            }
            return result(run);
        }));
    }

    private static void mustHaveSheets(IncomingWorkbook book) {
        book.mustHaveOneOf(List.of(UnitSheet.NAME, AppointmentSheet.NAME, AccountSheet.NAME));
    }

    private WorkbookImport importSheets(IncomingWorkbook book, Actor actor, boolean kept) {
        WorkbookImport run = new WorkbookImport(texts, each, actor, kept);
        headings(book, UnitSheet.NAME, UnitSheet.HEADINGS, run);
        headings(book, AppointmentSheet.NAME, AppointmentSheet.HEADINGS, run);
        headings(book, AccountSheet.NAME, AccountSheet.HEADINGS, run);
        if (run.wrong().isEmpty()) {
            units.importRows(book.rows(UnitSheet.NAME), run);
            OfficerLookup people = new OfficerLookup(register, institution);
            appointments.importRows(book.rows(AppointmentSheet.NAME), people, run);
            accounts.importRows(book.rows(AccountSheet.NAME), people, run);
        }
        return run;
    }

    private void headings(IncomingWorkbook book, String sheet, List<String> wanted, WorkbookImport run) {
        book.missing(sheet, wanted)
                .forEach(heading -> run.wrong(sheet, 1, heading, texts.say("invalid.heading-missing")));
    }

    private static Result result(WorkbookImport run) {
        return new Result(run.changes(), run.unchanged(), run.wrong(), run.handed());
    }
}
