## layouts/admin/page.py

administration-title = Administration
administration-sections = Sections
administration-canh = Scenes
administration-danh-sach = Playlists
administration-man-hinh = Walls
administration-canh-bao = Alerts
administration-chu-tri = Responsible
administration-bieu = Forms
administration-tai-khoan = Accounts
administration-khoa = Access tokens
administration-lan-nop = Submissions
administration-nhat-ky = Trail
administration-remote = Remote
administration-sign_out = Sign out
administration-signed_in = Signed in with
administration-version = Version { $number }
