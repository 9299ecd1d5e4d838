package org.shuguan.server.census;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Columns of two units with the same values, for decisions about the authoritative source.
@Service
public class Duplicates {
    /// A pair of columns; the first belongs to the unit with the lower code.
    ///
    /// @param common estimated number of different values in both
    /// @param share estimated share of the first column's different values that the other has, 0 to 1
    public record Duplicate(
            UnitCode unit,
            UUID source,
            String path,
            @Nullable String tableComment,
            String columnName,
            UnitCode otherUnit,
            UUID otherSource,
            String otherPath,
            @Nullable String otherComment,
            String otherColumn,
            @Nullable String type,
            long common,
            double share,
            double otherShare,
            long rowsRead,
            long otherRows) {}

    private final RelationRecords records;
    private final CensusAccess access;

    Duplicates(RelationRecords records, CensusAccess access) {
        this.records = records;
        this.access = access;
    }

    /// @param id id from the list of duplicates; it may not exist any more after the next census
    /// @return also empty if the actor may see neither side
    @Transactional(readOnly = true)
    public Optional<Duplicate> find(long id, Actor actor) {
        Scope listed = access.listed(actor);
        return records.duplicate(id)
                .filter(duplicate -> listed.covers(duplicate.unit()) || listed.covers(duplicate.otherUnit()));
    }
}
