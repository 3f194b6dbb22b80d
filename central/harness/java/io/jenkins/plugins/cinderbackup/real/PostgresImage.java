package io.jenkins.plugins.cinderbackup.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** PostgreSQL of Debian's package as an image in the rig's node, with busybox as its shell: the same version that {@link Postgres} runs. */
final class PostgresImage {
    /** Its name in the node. */
    static final String NAME = "localhost/postgres:1";

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Path LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");
    /** A server does not start without those that its files were made with. */
    private static final List<Path> LOCALES_AND_ZONES =
            List.of(Path.of("/usr/lib/locale"), Path.of("/usr/share/zoneinfo"));

    private PostgresImage() {}

    /** Makes it from this machine's files, and has the node know it. */
    static void load() {
        Set<String> entries = new LinkedHashSet<>();
        // Under this name the rig puts the program that it is given
        entries.add("/bin/sh@/usr/bin/busybox");
        Set<Path> files = new LinkedHashSet<>(List.of(LOADER));
        Stream.concat(Stream.of(Postgres.programs().getParent(), share()), LOCALES_AND_ZONES.stream())
                .map(PostgresImage::filesIn)
                .forEach(files::addAll);
        for (String program : List.of("postgres", "psql", "pg_ctl")) {
            files.addAll(libraries(Postgres.programs().resolve(program)));
        }
        files.forEach(file -> entries.add(file + "=" + file));
        try {
            Path users = Files.createTempFile("passwd", "");
            Files.writeString(
                    users, "root:x:0:0::/:/bin/sh\npostgres:x:" + userId() + ":" + userId() + "::/tmp:/bin/sh\n");
            entries.add("/etc/passwd=" + users);
            Rigs.KUBERNETES.control("import", words(entries));
            Files.delete(users);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] words(Set<String> entries) {
        List<String> words = new ArrayList<>(List.of(NAME, BUSYBOX.toString()));
        words.addAll(entries);
        return words.toArray(String[]::new);
    }

    /** Who owns the files of a server. */
    static int userId() {
        return Integer.parseInt(Command.run("id", "-u", "postgres"));
    }

    private static Path share() {
        return Path.of(
                "/usr/share/postgresql",
                Postgres.programs().getParent().getFileName().toString());
    }

    /** But what is large or there twice, and nothing here needs: code for a just-in-time compiler, and zones in other forms. */
    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*/(bitcode|posix|right)/.*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL is not installed", e);
        }
    }

    private static List<Path> libraries(Path program) {
        return Command.run("ldd", program.toString())
                .lines()
                .flatMap(line -> Stream.of(line.trim().split("\\s+")))
                .filter(word -> word.startsWith("/"))
                .map(Path::of)
                .toList();
    }
}
