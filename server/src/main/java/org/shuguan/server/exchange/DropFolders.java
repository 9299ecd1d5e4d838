package org.shuguan.server.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.sharing.Grant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The folders that files of grants may be dropped into: that of a source of files of the consumer, from where it can
/// be inventoried and collected, and the folder that the operator has made for the unit and shares with it. Both are
/// on this node's disk.
@Component
class DropFolders {
    /// The machine that such rows go to: this one.
    static final String HERE = "127.0.0.1";

    private final Census census;
    private final Institution institution;
    private final @Nullable Path root;

    /// @param root a folder with a folder for each unit that has one, named by the unit's code; empty for none
    DropFolders(Census census, Institution institution, @Value("${shuguan.drop.folder:}") String root) {
        this.census = census;
        this.institution = institution;
        this.root = root.isBlank() ? null : Path.of(root).toAbsolutePath().normalize();
    }

    /// The folder that the operator has made for a unit.
    Optional<Path> folder(UnitCode unit) {
        return Optional.ofNullable(root)
                .map(found -> found.resolve(unit.value()))
                .filter(found -> Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS));
    }

    /// The unit whose folder a grant's file is dropped into: the one that is the consumer today.
    UnitCode unit(Grant grant) {
        return institution.answering(grant.consumer(), institution.today());
    }

    /// What that folder is called.
    static String name(UnitCode unit) {
        return "drop/" + unit.value();
    }

    /// The file of a target.
    ///
    /// @throws ExchangeRefused if its folder is not there any more, or is not on this node's disk
    DroppedFile file(Grant grant, TableTarget target) {
        if (target.source() == null) {
            Path folder = folder(unit(grant)).orElseThrow(() -> ExchangeRefused.folderGone(target.path()));
            return new DroppedFile(folder, target.path(), true);
        }
        SourceRecord source = census.source(target.source())
                .filter(known -> known.kind() == SourceRecord.Kind.FILES && known.through() == null)
                .orElseThrow(() -> ExchangeRefused.folderGone(target.path()));
        return new DroppedFile(census.folder(source), target.path(), false);
    }

    /// Refuses a file with which the files of the unit would have more than their quota.
    void mustFit(TableTarget target, DroppedFile file) throws IOException {
        SourceRecord source =
                target.source() == null ? null : census.source(target.source()).orElse(null);
        if (source != null && file.bytes() - file.replaced() > census.left(source.unit())) {
            throw ExchangeRefused.folderFull(target.path(), (file.bytes() >> 20) + 1);
        }
    }
}
