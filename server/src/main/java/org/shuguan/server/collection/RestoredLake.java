package org.shuguan.server.collection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.shuguan.dataplane.lake.LakeAddress;
import org.shuguan.dataplane.lake.LakeCopy;
import org.shuguan.dataplane.lake.LakePlace;
import org.shuguan.server.backup.RestoreCheck;
import org.shuguan.server.backup.RestoredHome;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.springframework.stereotype.Component;

/// The lake of a restored home has all files of all versions that its catalog names. Of a lake in a bucket a backup has
/// no files, and nothing is said of it.
@Component
class RestoredLake implements RestoreCheck {
    private final LakeSettings settings;

    RestoredLake(LakeSettings settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, Long> verify(RestoredHome home, JobContext drill) {
        if (settings.place() instanceof LakePlace.Bucket) {
            return Map.of();
        }
        Path lake = home.now().resolve(CityLake.FOLDER);
        boolean hasFolder = Files.exists(lake);
        LakeAddress address = new LakeAddress(
                new LakePlace.Folder(lake),
                home.database().url(),
                home.database().user(),
                home.database().password(),
                CityLake.SCHEMA);
        try {
            LakeCopy.Found found = new LakeCopy(address, home.was().resolve(CityLake.FOLDER)).verify(drill::orStop);
            Map<String, Long> numbers = new LinkedHashMap<>();
            if (found.tables() > 0 || hasFolder) {
                numbers.put("lake-tables", found.tables());
                numbers.put("lake-versions", found.versions());
                numbers.put("lake-files", found.files());
            }
            return numbers;
        } catch (LakeCopy.Damaged damaged) {
            throw new JobFailed("backup.problem.lake", damaged.getMessage());
        } catch (SQLException e) {
            throw new JobFailed("backup.problem.rows-unread", e.getMessage());
        }
    }
}
