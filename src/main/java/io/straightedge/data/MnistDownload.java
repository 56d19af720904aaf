package io.straightedge.data;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the files of MNIST and Fashion-MNIST are published, and what their checksums are. */
final class MnistDownload {
    /** Names of both datasets' files, in the order of the checksums below. */
    static final List<String> FILES = List.of(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private MnistDownload() {}

    static Download digits(Path directory) {
        return new Download(
                address("mnist", "https://ossci-datasets.s3.amazonaws.com/mnist/"),
                files(
                        "f68b3c2dcbeaaa9fbdd348bbdeb94873",
                        "d53e105ee54ea40749a09fcbcd1e9432",
                        "9fb629c4189551a2d022fa330f9573f3",
                        "ec29112dd5afa0611ce80d1b7f02629c"),
                directory,
                PATIENCE);
    }

    static Download fashion(Path directory) {
        return new Download(
                address("fashion-mnist", "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                files(
                        "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                        "25c81989df183df01b3e8a0aad5dffbe",
                        "bef4ecab320f06d8554ea6380940ec79",
                        "bb300cfdad3c16e7a12a480ee83cd310"),
                directory,
                PATIENCE);
    }

    /** A mirror may be given as a system property, its address ending with a slash. */
    private static URI address(String name, String usual) {
        return URI.create(System.getProperty("straightedge.download." + name, usual));
    }

    private static Map<String, String> files(String... checksums) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < checksums.length; i++) {
            files.put(FILES.get(i), checksums[i]);
        }
        return files;
    }
}
