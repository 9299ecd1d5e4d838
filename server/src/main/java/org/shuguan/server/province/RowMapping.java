package org.shuguan.server.province;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// Turns rows of an entry's data into lines of the province's file.
final class RowMapping {
    /// Why a value does not fit.
    enum Problem {
        MISSING,
        UNMAPPED,
        TOO_LONG,
        /// the file's encoding has no such character
        UNWRITABLE;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// A value that does not fit.
    ///
    /// @param place of the column in the file, from 0
    record Misfit(int place, Problem problem, @Nullable String value) {}

    /// What becomes of a row.
    ///
    /// @param cells one for each column
    /// @param misfits none if the row may be handed up
    record Mapped(List<String> cells, List<Misfit> misfits) {
        Mapped {
            cells = List.copyOf(cells);
            misfits = List.copyOf(misfits);
        }
    }

    private final List<ProvinceColumn> columns;
    private final List<Map<String, String>> codes = new ArrayList<>();
    private final int[] from;
    private final CharsetEncoder encoder;

    /// @param there the columns of the version; those that [#lacking] names read as empty
    RowMapping(List<ProvinceColumn> columns, List<String> there, CharsetEncoder encoder) {
        this.columns = List.copyOf(columns);
        this.encoder = encoder;
        this.from = new int[columns.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = place(columns.get(i), there);
            Map<String, String> pairs = new HashMap<>();
            columns.get(i).codes().forEach(code -> pairs.put(code.ours(), code.theirs()));
            codes.add(pairs);
        }
    }

    /// The items that a version does not have.
    static List<String> lacking(List<ProvinceColumn> columns, List<String> there) {
        return columns.stream()
                .filter(column -> column.item() != null && place(column, there) < 0)
                .map(column -> String.valueOf(column.item()))
                .distinct()
                .toList();
    }

    private static int place(ProvinceColumn column, List<String> there) {
        String item = column.item();
        if (item == null) {
            return -1;
        }
        String wanted = item.toLowerCase(Locale.ROOT);
        return there.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList().indexOf(wanted);
    }

    List<String> heading() {
        return columns.stream().map(ProvinceColumn::name).toList();
    }

    Mapped mapped(List<@Nullable String> row) {
        List<String> cells = new ArrayList<>(columns.size());
        List<Misfit> misfits = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ProvinceColumn column = columns.get(i);
            String found = column.item() == null ? column.constant() : from[i] < 0 ? null : row.get(from[i]);
            String value = found == null || found.isBlank() ? "" : found;
            String told = value;
            Problem problem = null;
            if (value.isEmpty()) {
                problem = column.required() ? Problem.MISSING : null;
            } else if (!codes.get(i).isEmpty()) {
                String theirs = codes.get(i).get(value.strip());
                problem = theirs == null ? Problem.UNMAPPED : null;
                value = theirs == null ? value : theirs;
            }
            Integer longest = column.longest();
            if (problem == null && longest != null && value.codePointCount(0, value.length()) > longest) {
                problem = Problem.TOO_LONG;
            }
            if (problem == null && !encoder.canEncode(value)) {
                problem = Problem.UNWRITABLE;
            }
            if (problem != null) {
                misfits.add(new Misfit(i, problem, told.isEmpty() ? null : told));
            }
            cells.add(value);
        }
        return new Mapped(cells, misfits);
    }
}
