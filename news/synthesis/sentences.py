"""Of which sentences do synthetic posts consist? As reports of such meetings have them.

`prose` fills what stands in braces.
"""

OPENING = (
    "Đến dự có đồng chí {person}, {office}; đại diện {body} cùng đông đảo cán bộ, "
    "công chức, viên chức và người lao động.",
    "Tham dự có lãnh đạo {body}, {body2} và các đồng chí phụ trách công tác thi đua, "
    "khen thưởng của các đơn vị thành viên.",
    "Đồng chí {person}, {office} {body}, dự và phát biểu chỉ đạo.",
    "Cùng dự có bà con thôn {place}, xã {place2}, nơi phong trào {topic} được phát "
    "động sớm nhất trong vùng.",
    "Buổi làm việc diễn ra tại nhà văn hóa thôn {place}, xã {place2}, có đại diện "
    "{body} và {body2}.",
)
REPORT = (
    "Theo báo cáo, trong kỳ các đơn vị đã phát động {count} đợt thi đua ngắn ngày, "
    "tập trung vào {topic} và {topic2}; {percent}% chỉ tiêu trong giao ước đã hoàn "
    "thành.",
    "Thực hiện Quyết định số {number}/QĐ-UBND, {body} đã rà soát các chỉ tiêu đã ký, "
    "chỉ tiêu nào khó đạt đều được nêu rõ nguyên nhân và người chịu trách nhiệm.",
    "Kết quả nổi bật là thu ngân sách đạt {percent}% dự toán, tỷ lệ hồ sơ giải quyết "
    "đúng hạn đạt trên {percent2}%, không có đơn thư vượt cấp kéo dài.",
    "Phong trào {topic} được cụ thể hóa phù hợp với chức năng, nhiệm vụ của từng đơn "
    "vị, gắn với việc học tập và làm theo tấm gương đạo đức, phong cách của Bác.",
    "Đã có {count} tập thể và {percent} cá nhân được khen thưởng, trong đó quá nửa là "
    "người lao động trực tiếp sản xuất, công tác ở cơ sở.",
    "Công tác tuyên truyền được đổi mới: {body} xây dựng chuyên mục hằng tuần về "
    "{topic}, mỗi kỳ giới thiệu một gương điển hình ở thôn, bản, khối phố.",
    "So với cùng kỳ, số sáng kiến được công nhận tăng {count}%, giá trị làm lợi ước "
    "tính hơn {percent} tỷ đồng; {body2} là đơn vị có nhiều sáng kiến nhất.",
    "Việc bình xét danh hiệu được thực hiện công khai từ cơ sở, bảo đảm đúng người, "
    "đúng việc, đúng thành tích, tránh nể nang và chia đều.",
)
EXAMPLE = (
    "Tại thôn {place}, xã {place2}, bà con đã hiến đất làm đường, trồng thêm {count} "
    "ha {crop} và {crop2}, góp gần {percent} nghìn ngày công để bê tông hóa đường "
    "thôn.",
    "Hợp tác xã {place} liên kết với {body} bao tiêu sản phẩm {crop} cho {percent} "
    "hộ, thu nhập bình quân tăng thêm {count} triệu đồng mỗi năm.",
    "Đồng chí {person}, đại diện {body}, chia sẻ kinh nghiệm về {topic}: việc gì dân "
    "đã bàn thì dân làm nhanh, việc gì cán bộ làm trước thì dân tin.",
    "Ông {person}, người có uy tín ở bản {place}, vận động {count} hộ dời chuồng trại "
    "ra xa nhà, trả lại lối đi chung cho xóm.",
    "Đoàn viên {body} nhận đỡ đầu {count} học sinh có hoàn cảnh khó khăn, tặng sách "
    "vở, xe đạp và sửa lại điểm trường {place}.",
    "Từ số tiền tiết kiệm, {body2} xây tặng hai căn nhà tình nghĩa tại xã {place2}, "
    "mỗi căn trị giá {percent} triệu đồng.",
    "Mô hình {topic} ở {place} đã nhân rộng tới {count} thôn; nhiều nơi đến học cách "
    "làm và áp dụng ngay trong vụ này.",
)
DISCUSSION = (
    "Các đại biểu thẳng thắn chỉ ra những việc còn chậm: một số phong trào mới dừng ở "
    "lễ phát động, hồ sơ khen thưởng đột xuất có nơi gửi muộn nên khi khen thì việc "
    "đã qua.",
    "Đại diện {body} đề nghị sớm thống nhất bảng điểm về {topic}, vì cách tính hiện "
    "nay chưa phản ánh hết sự cố gắng của những đơn vị ở vùng khó khăn.",
    "Nhiều ý kiến cho rằng cần quan tâm khen thưởng tập thể nhỏ, người lao động trực "
    "tiếp, và giảm bớt các thủ tục không cần thiết.",
    "Trao đổi về {topic}, {body2} nêu ba khó khăn lớn là kinh phí, cán bộ kiêm nhiệm "
    "và thiếu dữ liệu dùng chung giữa các ngành.",
    "Ý kiến của {person}, {office} {body}, được nhiều đại biểu đồng tình: mỗi đơn vị "
    "chọn một việc khó, làm đến nơi đến chốn, hơn là đăng ký nhiều việc.",
    "Một số đơn vị đề xuất tổ chức kiểm tra chéo theo vòng tròn, kết quả gửi về đơn "
    "vị trưởng trước khi chấm điểm cuối năm.",
)
CLOSING = (
    "Kết luận, đồng chí {person} ghi nhận những kết quả đã đạt được và đề nghị các "
    "đơn vị tiếp tục đổi mới công tác thi đua, khen thưởng, lấy kết quả công việc làm "
    "thước đo.",
    "Phương hướng nhiệm vụ thời gian tới là hoàn thành các chỉ tiêu đã ký kết, duy "
    "trì giao ban hằng quý và giới thiệu ít nhất năm điển hình tiên tiến ở cơ sở.",
    "Hội nghị thống nhất giao {body} làm đầu mối tổng hợp, báo cáo Ban Thi đua - Khen "
    "thưởng trước ngày {day}.",
    "Nhân dịp này, {count} tập thể và cá nhân có thành tích xuất sắc trong {topic} "
    "được tặng Giấy khen.",
    "Chương trình giao lưu văn hóa, thể thao khép lại buổi làm việc trong không khí "
    "đoàn kết, cởi mở.",
    "Các đơn vị ký biên bản ghi nhớ về {topic}, cùng nhau phấn đấu vượt ít nhất "
    "{percent}% số việc đã đăng ký.",
)
CAPTIONS = (
    "Quang cảnh buổi làm việc",
    "Các đại biểu thảo luận",
    "Trao Giấy khen cho các tập thể, cá nhân",
    "Các đơn vị ký giao ước",
    "Đoàn đại biểu chụp ảnh lưu niệm",
    "Tham quan mô hình của đơn vị bạn",
)
