package org.shuguan.server.platform;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps files from the group and from others, where the file system knows owners: folders have mode 700, files
/// 600. What cannot be closed is reported once, because the home is then only as safe as the folder it is in.
final class OwnerOnly {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    /// Denies all to the group and to others: octal 077.
    private static final int MASK = 63;

    private static final AtomicBoolean REPORTED = new AtomicBoolean();

    private OwnerOnly() {}

    /// Closes a folder.
    static void close(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        } else {
            report(folder, "its file system has no owners");
        }
    }

    /// Closes what is in a folder, on all levels. The owner's permissions stay as they are, because some files are
    /// programs. Symbolic links are not followed: what they lead to is not the home's.
    static void closeAll(Path folder) throws IOException {
        if (!Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
            report(folder, "its file system has no owners");
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                closeOne(below);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!attributes.isSymbolicLink()) {
                    closeOne(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                report(file, String.valueOf(unreadable.getMessage()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void closeOne(Path file) {
        try {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> now = view.readAttributes().permissions();
            Set<PosixFilePermission> owners = EnumSet.noneOf(PosixFilePermission.class);
            owners.addAll(now);
            owners.retainAll(FOLDER);
            if (!owners.equals(now)) {
                // By its path: the view would open and close the file, and closing any descriptor of the lock's file
                // releases the lock of this process (POSIX).
                Files.setPosixFilePermissions(file, owners);
            }
        } catch (IOException notOurs) {
            report(file, String.valueOf(notOurs.getMessage()));
        }
    }

    /// Makes this process and its children create files and folders that are closed, whatever the shell's `umask`
    /// was. Java has no call for it, so it is the system's.
    @SuppressWarnings("restricted")
    static void closeWhatIsCreated() {
        try {
            Linker linker = Linker.nativeLinker();
            var umask = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("umask"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            int before = (int) umask.invokeExact(MASK);
            LOG.debug("the umask was {}", before);
        } catch (Throwable unknown) {
            LOG.warn("the system has no umask: new files are readable by whom the system lets read them", unknown);
        }
    }

    private static void report(Path file, String reason) {
        if (REPORTED.compareAndSet(false, true)) {
            LOG.warn("{} may be readable by others: {}", file, reason);
        }
    }
}
