package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.DatabaseDescription.Problem;
import org.shuguan.dataplane.source.DatabaseDescription.Unusable;

/// The JDBC drivers in an operator's folder (`*.jar`) with their descriptions (`*.yaml` beside them, or one that
/// is shipped). The folder's content is executed, so write access to it must be limited to the operator.
public final class Drivers {
    private static final List<String> SHIPPED = List.of("dameng", "kingbase", "opengauss", "oracle");

    /// A description or a jar, and whether it can be used.
    ///
    /// @param file file name of the description; of the jar if there is no description
    /// @param shipped whether the description is shipped with Shuguan
    /// @param jars file names of the driver
    /// @param problems the problems, empty if it can be used
    public record DriverStatus(
            String file,
            @Nullable String name,
            @Nullable String title,
            @Nullable String driver,
            @Nullable Integer port,
            boolean shipped,
            List<String> jars,
            List<Problem> problems) {
        /// Whether databases of this kind can be read.
        public boolean usable() {
            return problems.isEmpty();
        }
    }

    private final List<DriverStatus> found = new ArrayList<>();
    private final Map<String, DescribedKind> kinds = new LinkedHashMap<>();

    private Drivers() {}

    /// Reads a folder, which need not exist.
    public static Drivers in(Path folder) {
        Drivers drivers = new Drivers();
        List<Path> jars = files(folder, ".jar");
        Set<String> described = new HashSet<>();
        for (Path file : files(folder, ".yaml")) {
            try {
                drivers.take(String.valueOf(file.getFileName()), Files.readString(file), false, jars, described);
            } catch (IOException e) {
                drivers.found.add(unusable(
                        String.valueOf(file.getFileName()),
                        false,
                        List.of(new Problem("unreadable", String.valueOf(e.getMessage())))));
            }
        }
        for (String name : SHIPPED) {
            // A description in the folder takes precedence over a shipped one of the same name.
            if (drivers.found.stream().noneMatch(one -> name.equals(one.name()))) {
                drivers.take(name + ".yaml", shipped(name), true, jars, described);
            }
        }
        jars.stream()
                .map(jar -> String.valueOf(jar.getFileName()))
                .filter(jar -> !described.contains(jar))
                .forEach(jar -> drivers.found.add(new DriverStatus(
                        jar, null, null, null, null, false, List.of(jar), List.of(new Problem("undescribed", jar)))));
        return drivers;
    }

    /// All descriptions and jars, usable or not.
    public List<DriverStatus> found() {
        return List.copyOf(found);
    }

    /// The kinds of databases that can be read with these drivers.
    public List<DescribedKind> kinds() {
        return List.copyOf(kinds.values());
    }

    /// The kind with a name, empty if it is unknown or not usable.
    ///
    /// @param name name of a description
    public Optional<DescribedKind> kind(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    private void take(String file, String yaml, boolean shipped, List<Path> jars, Set<String> described) {
        DatabaseDescription description;
        try {
            description = DatabaseDescription.parse(yaml);
        } catch (Unusable e) {
            found.add(unusable(file, shipped, e.problems()));
            return;
        }
        List<Problem> problems = new ArrayList<>();
        if (found.stream().anyMatch(one -> description.name().equals(one.name()))) {
            problems.add(new Problem("name-taken", description.name()));
        }
        List<Path> own = jars(description, jars);
        if (own.isEmpty()) {
            problems.add(new Problem("driver-missing", description.driver()));
        } else {
            own.forEach(jar -> described.add(String.valueOf(jar.getFileName())));
            Driver driver = load(description, own, problems);
            if (driver != null && problems.isEmpty()) {
                kinds.put(description.name(), new DescribedKind(description, driver));
            }
        }
        found.add(new DriverStatus(
                file,
                description.name(),
                description.title(),
                description.driver(),
                description.port(),
                shipped,
                own.stream().map(jar -> String.valueOf(jar.getFileName())).toList(),
                problems));
    }

    private static DriverStatus unusable(String file, boolean shipped, List<Problem> problems) {
        return new DriverStatus(file, null, null, null, null, shipped, List.of(), problems);
    }

    /// The jars that the description names; without names, the one that contains the driver class. Of several the
    /// last by name, which is usually the newest version.
    private static List<Path> jars(DatabaseDescription description, List<Path> all) {
        if (!description.jars().isEmpty()) {
            return all.stream()
                    .filter(jar -> description.jars().contains(String.valueOf(jar.getFileName())))
                    .toList();
        }
        return all.stream().filter(jar -> holds(jar, description.driver())).max(Comparator.naturalOrder()).stream()
                .toList();
    }

    private static boolean holds(Path jar, String type) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(type.replace('.', '/') + ".class") != null;
        } catch (IOException e) {
            return false;
        }
    }

    // The class loader must live as long as the driver.
    @SuppressWarnings({"resource", "BanClassLoader"})
    private static @Nullable Driver load(DatabaseDescription description, List<Path> jars, List<Problem> problems) {
        try {
            List<URL> urls = new ArrayList<>();
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
            // The parent is the platform class loader: libraries of a driver conflict neither with ours nor with
            // those of other drivers.
            var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            Object made = Class.forName(description.driver(), true, loader)
                    .getDeclaredConstructor()
                    .newInstance();
            if (made instanceof Driver driver) {
                return driver;
            }
            problems.add(new Problem("no-driver", description.driver()));
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            problems.add(new Problem("driver-broken", description.driver() + ": " + e));
        }
        return null;
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String shipped(String name) {
        try (InputStream in = Objects.requireNonNull(Drivers.class.getResourceAsStream(name + ".yaml"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
