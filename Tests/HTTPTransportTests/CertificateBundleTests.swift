import HTTPTransport
import Testing

@Suite struct CertificateBundleTests {
    @Test func theNamedFileWinsEvenIfItIsNotThere() {
        #expect(CertificateBundle.path(named: "/none.pem") { $0 != "/none.pem" } == "/none.pem")
    }

    @Test(arguments: [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
    ])
    func theUsualPlacesAreTried(place: String) {
        #expect(CertificateBundle.path(named: nil) { $0 == place } == place)
        #expect(CertificateBundle.path(named: "") { $0 == place } == place)
    }

    @Test func noneIsNil() {
        #expect(CertificateBundle.path(named: nil) { _ in false } == nil)
    }
}
