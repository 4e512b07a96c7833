package org.graticule.image.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteAddressTest {
  private static final List<String> HOSTS = List.of("images.example", "bucket.s3.amazonaws.com");

  @Test
  void aNamedHostMayBeAskedOverHttpsAndABucketOfItByItsName() {
    assertThat(RemoteAddress.of("https://Images.Example/a/b.tif?x=1", HOSTS))
        .isEqualTo(new RemoteAddress("images.example", 443, "/a/b.tif?x=1"));
    assertThat(RemoteAddress.of("s3://bucket/a/b.tif", HOSTS))
        .isEqualTo(new RemoteAddress("bucket.s3.amazonaws.com", 443, "/a/b.tif"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://images.example/a.tif",
        "https://images.example:8443/a.tif",
        "https://user@images.example/a.tif",
        "https://images.example@127.0.0.1/a.tif",
        "https://images.example.evil.example/a.tif",
        "https://evil.example/images.example",
        "https://images.example#@evil.example/",
        "https:///a.tif",
        "https:images.example/a.tif",
        "https://127.0.0.1/a.tif",
        "https://0/a.tif",
        "https://[::1]/a.tif",
        "https://[::ffff:127.0.0.1]/a.tif",
        "https://2130706433/a.tif",
        "https://0x7f.1/a.tif",
        "https://10.0.0.1/a.tif",
        "https://169.254.169.254/latest/meta-data",
        "https://metadata.google.internal/",
        "https://localhost/a.tif",
        "/vsicurl/http://images.example/a.tif",
        "/vsis3/bucket/a.tif",
        "MEM:::DATAPOINTER=1",
        "PG:dbname=graticule",
        "WMS:https://images.example/",
        "file:///etc/passwd",
        "https://images.example\\@evil.example/a.tif",
        "https://images.example/a b",
        "",
        " ",
        "https://images.example/\u0000",
        "jar:https://images.example/a!/b",
        "s3:///a.tif",
        "s3://other/a.tif",
        "gopher://images.example/",
        "//images.example/a.tif"
      })
  void anythingElseIsRefusedByItsText(String text) {
    assertThatThrownBy(() -> RemoteAddress.of(text, HOSTS))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNACCEPTABLE));
  }

  @Test
  void nothingIsAskedWhereNoHostIsNamed() {
    assertThatThrownBy(() -> RemoteAddress.of("https://images.example/a.tif", List.of()))
        .hasMessageContaining("import.hosts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001::1"
      })
  void anAddressThatNotAllTheWorldKnowsIsNotPublic(String address) throws Exception {
    boolean mappedPublic = address.equals("::ffff:8.8.8.8");
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isEqualTo(mappedPublic);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "172.15.0.1", "100.128.0.1", "2606:4700::1111"})
  void othersAre(String address) throws Exception {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
  }
}
